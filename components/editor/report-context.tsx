'use client';

import { createContext, useContext, useEffect, useState } from 'react';
import type { Claim } from '#components/drafting/claim-lease';
import type { MarkedPlace } from '#components/drafting/report-text';
import type { Appointment } from '#lib/appointments/contract';
import type { CurrentReport } from '#lib/reports/contract';

/**
 * The report being written, for every part of its page. It changes when the appointment, its current report or the claim
 * does, never at a keystroke: ask for the text, subscribe to it, or use `useReportText`.
 */
export interface Report {
  domain: string;
  appointmentId: string;
  appointment: Appointment;
  /** The current report; null before the first. */
  report: CurrentReport | null;
  /** For `If-Match`: 0 before the first report. */
  version: number;
  claim: Claim;
  /** Whether words can be changed here: the claim is this page's, and the appointment takes reports. */
  isReadOnly: boolean;
  /** Whether patient or exam changed since the page was opened and the reader has not said that it is right. */
  isPatientChanged: boolean;
  /** The words as they are now. Quick while nothing changed; a copy of all of them after an edit. */
  getText: () => string;
  /** Calls at each edit, before it is painted: be quick. Answers how to end it. */
  subscribeText: (listener: () => void) => () => void;
  /** Selects a place (UTF-16 offsets), brings it into sight and the keyboard to it. */
  goTo: (from: number, to: number) => void;
  /** Underlines places in the text; replaces those marked before. They move with edits. */
  mark: (places: readonly MarkedPlace[]) => void;
  /** Saves the draft now and answers its revision. Throws when it cannot be saved; the page says why. */
  flush: () => Promise<number>;
  /** After signing, withdrawing or recalling: asks for appointment, report and draft anew. */
  afterSigned: () => Promise<void>;
  /** Claims the report again after it was signed or recalled, and goes on from the draft that the server has. */
  writeOn: () => Promise<void>;
}

export const ReportContext = createContext<Report | null>(null);

/** The report being written; only inside its page. */
export function useReport(): Report {
  const report = useContext(ReportContext);
  if (!report) throw new Error('useReport is for parts of a report’s page.');
  return report;
}

/** The words, a while (`pauseMs`) after they were last changed: for what takes its time, such as checks. */
export function useReportText(pauseMs = 400): string {
  const { getText, subscribeText } = useReport();
  const [text, setText] = useState(getText);
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      clearTimeout(pause);
      pause = setTimeout(() => setText(getText()), pauseMs);
    };
    const unsubscribe = subscribeText(settle);
    settle();
    return () => {
      clearTimeout(pause);
      unsubscribe();
    };
  }, [getText, subscribeText, pauseMs]);
  return text;
}
