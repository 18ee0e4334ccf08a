'use client';

import { useEffect, useRef } from 'react';
import { patientWord } from '#components/appointments/appointment-words';
import { PatientBanner } from '#components/editor/patient-banner';
import { useReport } from '#components/editor/report-context';
import { PANES, type Panes } from '#components/editor/report-panes';

/** How much of the window's top stays covered, for whatever is scrolled into sight (app/globals.css). */
const COVERED = '--desk-covered';

/**
 * Whose report it is, and the way to its parts where there is room for one only: these stay in sight while the page is
 * scrolled. On a low window (a phone on its side, a page at 200 %) the patient's name alone does, beside that way.
 */
export function DeskHead({ panes: { shown, show } }: { panes: Panes }) {
  const { appointment } = useReport();
  const head = useRef<HTMLDivElement>(null);
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = document.documentElement;
    const measure = () => {
      const staying = [head.current, tabs.current].find((one) => one && one.getClientRects().length > 0);
      const above = staying ? Number.parseFloat(getComputedStyle(staying).top) + staying.offsetHeight : 0;
      root.style.setProperty(COVERED, `${Number.isNaN(above) ? 0 : above}px`);
    };
    const observer = new ResizeObserver(measure);
    for (const element of [root, head.current, tabs.current]) if (element) observer.observe(element);
    return () => {
      observer.disconnect();
      root.style.removeProperty(COVERED);
    };
  }, []);
  return (
    <div
      ref={head}
      data-desk-head
      className="contents max-lg:tall:sticky max-lg:tall:top-12 max-lg:tall:z-20 max-lg:tall:block"
    >
      <PatientBanner />
      <div
        ref={tabs}
        className="sticky top-12 z-20 flex flex-wrap items-baseline gap-x-5 border-b border-line bg-canvas px-3 sm:px-5 lg:hidden"
      >
        <div role="group" aria-label="Parts of the report" className="flex gap-5">
          {PANES.map(({ name, label }) => (
            <button
              key={name}
              type="button"
              aria-pressed={shown === name}
              onClick={() => show(name)}
              className="-mb-px border-b-2 border-transparent py-2 text-soft aria-pressed:border-accent aria-pressed:font-medium aria-pressed:text-ink"
            >
              {label}
            </button>
          ))}
        </div>
        <p aria-hidden className="min-w-0 flex-1 basis-24 truncate pb-0.5 text-right font-semibold tall:hidden">
          {patientWord(appointment)}
        </p>
      </div>
    </div>
  );
}
