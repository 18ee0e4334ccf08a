'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { showToast } from '#components/ui/use-toast';
import { keyOf, patientWord } from '#components/appointments/appointment-words';
import { appointmentAddress } from '#components/appointments/appointment-address';
import { viewerAddress } from '#components/worklist/viewer-address';
import { ApiError } from '#lib/api-client';
import { appointmentKeys, worklistKeys } from '#lib/query-keys';
import type { ClaimHolder, WorklistItem, WorklistWindow } from '#lib/worklist/contract';

/** What can be done with the appointment that is looked at. */
export interface RowActions {
  open: (item: WorklistItem) => void;
  claim: (item: WorklistItem) => void;
  release: (item: WorklistItem) => void;
  view: (item: WorklistItem) => void;
  /** Whether the reader may report in its organization. */
  mayReport: (item: WorklistItem) => boolean;
}

/** A claim that somebody else, or another tab of the reader, has. */
export interface HeldElsewhere {
  item: WorklistItem;
  holder: string;
  isMe: boolean;
  since: string | null;
}

interface RowActionsInput {
  /** Organizations in which the reader reports. */
  reportable: readonly string[];
  /** Addresses of image viewers, by organization. */
  viewers: Readonly<Record<string, string>>;
  announce: (words: string) => void;
  onHolder: (item: WorklistItem) => void;
  /** Before the page is left. */
  onOpen: () => void;
}

/** What can be done with a row, and what is being asked about it. */
export interface RowDeeds extends RowActions {
  openMostUrgent: () => void;
  takeOver: (item: WorklistItem) => void;
  /** What has to be decided before a claim; null when nothing has. */
  held: HeldElsewhere | null;
  dismissHeld: () => void;
}

/** What can be done with a row. Failures are told; a claim that somebody else has is asked about. */
export function useRowActions({ reportable, viewers, announce, onHolder, onOpen }: RowActionsInput): RowDeeds {
  const router = useRouter();
  const client = useQueryClient();
  const [held, setHeld] = useState<HeldElsewhere | null>(null);

  const become = (item: WorklistItem, holder: ClaimHolder | null) => {
    const changed = { ...item, holder };
    const key = keyOf(item);
    client.setQueriesData<WorklistWindow>({ queryKey: worklistKeys.windows }, (window) => {
      if (!window?.items.some((other) => keyOf(other) === key)) return window;
      return { ...window, items: window.items.map((other) => (keyOf(other) === key ? changed : other)) };
    });
    onHolder(changed);
    void client.invalidateQueries({ queryKey: worklistKeys.all });
  };

  const ask = async (item: WorklistItem, takeOver: boolean) => {
    try {
      const { claim } = await import('#components/worklist/claims');
      become(item, await claim(item, takeOver));
      setHeld(null);
      announce(`${patientWord(item)} is yours.`);
    } catch (error) {
      if (error instanceof ApiError && error.failure === 'conflict') {
        const { holder, heldByMe } = error.problem;
        setHeld({
          item,
          holder: typeof holder === 'string' ? holder : 'Somebody else',
          isMe: heldByMe === 1,
          since: null,
        });
      } else {
        setHeld(null);
        tell('It could not be claimed', error);
      }
      void client.invalidateQueries({ queryKey: worklistKeys.all });
    }
  };

  const open = (item: WorklistItem) => {
    // What the list knows of it is what the next page shows first.
    client.setQueryData(appointmentKeys.one(item.domain, item.appointmentId), item);
    onOpen();
    router.push(appointmentAddress(item));
  };

  return {
    held,
    dismissHeld: () => setHeld(null),
    mayReport: ({ domain }) => reportable.includes(domain),
    open,
    takeOver: (item) => void ask(item, true),
    claim: (item) => {
      const { holder } = item;
      if (holder && !holder.isMe) setHeld({ item, holder: holder.name, isMe: false, since: holder.claimedAt });
      else void ask(item, false);
    },
    release: (item) => {
      void (async () => {
        try {
          const { release } = await import('#components/worklist/claims');
          await release(item);
          become(item, null);
          announce(`${patientWord(item)} is released.`);
        } catch (error) {
          tell('It could not be released', error);
        }
      })();
    },
    view: (item) => {
      const template = viewers[item.domain];
      if (template === undefined) {
        showToast({
          tone: 'note',
          title: `${item.domain} has no image viewer set up`,
          text: 'An administrator can add its address (viewerUrl) to the organization’s settings.',
        });
        return;
      }
      const address = viewerAddress(template, item);
      if ('url' in address) window.open(address.url, '_blank', 'noopener');
      else
        showToast({
          tone: 'note',
          title: 'The viewer cannot find it',
          text: `It came without ${article(address.missing)}.`,
        });
    },
    openMostUrgent: () => {
      void (async () => {
        try {
          const { findMostUrgent } = await import('#components/worklist/most-urgent');
          const urgent = await findMostUrgent(reportable);
          if (urgent) open(urgent);
          else showToast({ tone: 'note', title: 'Nothing waits that nobody holds' });
        } catch (error) {
          tell('The most urgent could not be found', error);
        }
      })();
    },
  };
}

const article = (words: string): string => `${/^[aeio]/i.test(words) ? 'an' : 'a'} ${words}`;

function tell(title: string, error: unknown): void {
  const failure = error instanceof ApiError ? error.failure : 'failed';
  if (failure === 'signed-out') return;
  const text =
    failure === 'offline'
      ? 'The server cannot be reached. Nothing was changed.'
      : failure === 'not-found'
        ? 'It takes no report any more: it was reported, or the practice’s system closed it.'
        : failure === 'forbidden'
          ? 'You do not report for its organization.'
          : 'The server failed. Nothing was changed; try again.';
  showToast({ tone: 'problem', title, text });
}
