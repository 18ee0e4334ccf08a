'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Draft } from '#components/drafting/draft-keeper';
import { ReportSession, type SessionState } from '#components/drafting/report-session';
import { ReportText, storable } from '#components/drafting/report-text';
import { beforeSignOut } from '#components/session/sign-out';
import { useShell } from '#components/shell/shell-state';
import type { CurrentReport } from '#lib/reports/contract';

interface SessionInput {
  domain: string;
  appointmentId: string;
  draft: Draft | null;
  report: CurrentReport | null;
}

interface OpenReport {
  text: ReportText;
  session: ReportSession;
  state: SessionState;
}

/** Opens the report in this page for as long as it is shown, and saves what is written when it is left in any way. */
export function useReportSession({ domain, appointmentId, draft, report }: SessionInput): OpenReport {
  const { viewer, ended, onSignedOut, keepPage } = useShell();
  const [text] = useState(() => new ReportText(storable(draft?.reportText ?? standingText(report))));
  const [session] = useState(
    () =>
      new ReportSession({
        text,
        copyOf: { owner: viewer.userId, domain, appointmentId },
        draft,
        onSignedOut,
      }),
  );
  const state = useSyncExternalStore(session.subscribe, session.getState, session.getState);
  useEffect(() => {
    // React's development mode mounts, unmounts and mounts again in one go: only the last counts.
    let isShown = true;
    queueMicrotask(() => {
      if (isShown) void session.open();
    });
    return () => {
      isShown = false;
      session.close();
    };
  }, [session]);
  useEffect(() => {
    session.standOn(storable(standingText(report)));
  }, [session, report]);
  useEffect(keepPage, [keepPage]);
  useEffect(() => {
    // Signed in again: what waited goes on.
    if (!ended) void session.resume();
  }, [session, ended]);
  useEffect(() => beforeSignOut(() => session.keeper.saveNow()), [session]);
  useEffect(() => {
    const leave = () => session.leave();
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') session.hide();
      else void session.resume();
    };
    const resume = () => void session.resume();
    addEventListener('pagehide', leave);
    addEventListener('online', resume);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('online', resume);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [session]);
  return { text, session, state };
}

/** What a reader goes on from who has no draft: the report that stands, unless it was withdrawn. */
const standingText = (report: CurrentReport | null): string =>
  report === null || report.reportStatus === 'withdrawn' ? '' : report.reportText;
