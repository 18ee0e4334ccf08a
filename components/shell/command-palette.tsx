'use client';

import { Command } from 'cmdk';
import { FileSearch, Search, UserRound, Zap } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { readCommands } from '#components/shell/page-commands';
import { PaletteItem, PALETTE_GROUP } from '#components/shell/palette-item';
import { palettePagesOf } from '#components/shell/palette-pages';
import { useShell } from '#components/shell/shell-state';
import { ShortcutCaps } from '#components/shell/shortcut-caps';
import { useFoundAppointments } from '#components/shell/use-found-appointments';
import { Dialog } from '#components/ui/dialog';

const SUBMISSION_ID = /^(\d{1,18}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i;

interface CommandPaletteProps {
  go: (path: string) => void;
  onClose: () => void;
}

/**
 * Finds pages, what can be done on this one, appointments by the words of their rows and submissions by id. What is typed
 * goes to the server in the body of a request and into no address.
 */
export function CommandPalette({ go, onClose }: CommandPaletteProps) {
  const { viewer } = useShell();
  // What the page offers when the palette opens; it cannot change behind a modal dialog.
  const [offered] = useState(() => readCommands().filter(({ palette }) => palette !== false));
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const commands = offered.filter(({ label }) => hasWords(label, text));
  const all = palettePagesOf(viewer, useSearchParams().get('organization'));
  const pages = all.pages.filter(({ label }) => hasWords(label, text));
  const settings = all.settings.filter(({ label }) => hasWords(`settings ${label}`, text));
  const found = useFoundAppointments(text, viewer.organizations.length > 0);
  const isSubmission = SUBMISSION_ID.test(text);
  const isEmpty = !isSubmission && commands.length + pages.length + settings.length + found.items.length === 0;
  const leave = (then: () => void) => () => {
    onClose();
    // After the focus has come back, so that what is done can move it.
    setTimeout(then);
  };
  return (
    <Dialog title="Find a page, an action or a patient" size="medium" bare lightDismiss onClose={onClose}>
      <Command
        loop
        shouldFilter={false}
        label="Find a page, an action or a patient"
        className="flex max-h-[inherit] flex-col"
      >
        <div className="sticky top-0 flex items-center gap-2.5 border-b border-line bg-surface px-4">
          <Search aria-hidden className="size-4 shrink-0 text-faint" />
          <Command.Input
            value={typed}
            onValueChange={setTyped}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            placeholder="Page, action, patient, accession or submission id"
            className="h-12 min-w-0 flex-1 bg-transparent outline-none placeholder:text-faint"
          />
        </div>
        <Command.List label="Found" className="max-h-[min(60dvh,28rem)] overflow-y-auto p-1.5">
          {isSubmission && (
            <Command.Group heading="Submission" className={PALETTE_GROUP}>
              <PaletteItem
                icon={FileSearch}
                value={`submission ${text}`}
                onSelect={leave(() => go(`/submissions/${text}`))}
              >
                Open submission {text}
              </PaletteItem>
            </Command.Group>
          )}
          {commands.length > 0 && (
            <Command.Group heading="Here" className={PALETTE_GROUP}>
              {commands.map(({ id, label, keys, run }) => (
                <PaletteItem
                  key={id}
                  icon={Zap}
                  value={`${label} ${id}`}
                  onSelect={leave(run)}
                  aside={keys && <ShortcutCaps keys={keys} />}
                >
                  {label}
                </PaletteItem>
              ))}
            </Command.Group>
          )}
          {pages.length > 0 && (
            <Command.Group heading="Pages" className={PALETTE_GROUP}>
              {pages.map(({ href, label, icon }) => (
                <PaletteItem key={href} icon={icon} value={`page ${label}`} onSelect={leave(() => go(href))}>
                  {label}
                </PaletteItem>
              ))}
            </Command.Group>
          )}
          {settings.length > 0 && (
            <Command.Group heading="Settings" className={PALETTE_GROUP}>
              {settings.map(({ href, label, icon }) => (
                <PaletteItem key={href} icon={icon} value={`settings ${label}`} onSelect={leave(() => go(href))}>
                  {label}
                </PaletteItem>
              ))}
            </Command.Group>
          )}
          {found.items.length > 0 && (
            <Command.Group heading="Appointments" className={PALETTE_GROUP}>
              {found.items.map((item) => (
                <PaletteItem
                  key={`${item.domain}/${item.appointmentId}`}
                  icon={UserRound}
                  value={`appointment ${item.domain} ${item.appointmentId}`}
                  onSelect={leave(() => go(appointmentAddress(item)))}
                  detail={[item.studyDescription, item.accessionNumber, item.patientId, item.scheduledSite]
                    .filter(Boolean)
                    .join(' · ')}
                >
                  {item.patientName ?? item.appointmentId}
                </PaletteItem>
              ))}
            </Command.Group>
          )}
        </Command.List>
        {isEmpty && (
          <p className="px-4 pb-4 text-center text-soft">{found.isLooking ? 'Looking…' : 'Nothing has these words.'}</p>
        )}
        <p role="status" className="border-t border-line px-4 py-2 text-sm text-bad empty:hidden">
          {found.isError && 'Appointments cannot be searched now: the server did not answer.'}
        </p>
      </Command>
    </Dialog>
  );
}

/** Whether every word typed is part of a label; the server does the same with appointments. */
function hasWords(label: string, text: string): boolean {
  const words = label.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
