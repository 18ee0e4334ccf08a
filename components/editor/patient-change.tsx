'use client';

import { useState } from 'react';
import { UserRoundX } from 'lucide-react';
import { changesBetween, IDENTITY, type AppointmentChange } from '#components/appointments/appointment-changes';
import { NoticeBar } from '#components/editor/notice-bar';
import { Button } from '#components/ui/button';
import type { Appointment } from '#lib/appointments/contract';

interface PatientChange {
  changes: AppointmentChange[];
  accept: () => void;
}

/** How patient and examination differ from those the reader began with, or last said to be right. */
export function usePatientChange(appointment: Appointment): PatientChange {
  const [accepted, setAccepted] = useState(appointment);
  const changes = changesBetween(accepted, appointment, IDENTITY);
  return { changes, accept: () => setAccepted(appointment) };
}

/** Patient or examination changed under the report: said loudly, until the reader has looked. */
export function PatientChangeNotice({ change: { changes, accept } }: { change: PatientChange }) {
  if (changes.length === 0) return null;
  return (
    <NoticeBar
      icon={UserRoundX}
      tone="bad"
      title="Patient or examination changed while you were here"
      actions={<Button onClick={accept}>I have checked: it is right</Button>}
    >
      <ul>
        {changes.map(({ name, before, now }) => (
          <li key={name}>
            {name}: was <span className="text-ink">{before}</span>, is now <strong className="text-ink">{now}</strong>
          </li>
        ))}
      </ul>
      <p>Compare it with the images before you go on: the report must be about this patient.</p>
    </NoticeBar>
  );
}
