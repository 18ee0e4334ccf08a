'use client';

import { ArrowRight, Lock, LogOut, ScanEye, UserCheck } from 'lucide-react';
import { AlertList, CommentList } from '#components/comments/comment-list';
import { useComments } from '#components/comments/use-comments';
import { PriorList } from '#components/priors/prior-list';
import { PriorText, PriorWords } from '#components/priors/prior-text';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Facts } from '#components/ui/facts';
import { PaneSection } from '#components/ui/pane-section';
import { ageAndSex, keyOf, patientWord, sideWord } from '#components/appointments/appointment-words';
import { DueClock } from '#components/appointments/due-clock';
import { PriorityMark } from '#components/appointments/priority-mark';
import type { ActiveRow } from '#components/worklist/use-place';
import type { RowActions } from '#components/worklist/use-row-actions';
import { useSettled } from '#components/worklist/use-settled';
import type { WorklistItem } from '#lib/worklist/contract';

interface PreviewPaneProps {
  active: ActiveRow;
  actions: RowActions;
  /** Whether the place names the patient already. */
  isTitled?: boolean;
}

/** What a radiologist wants to know before opening: the question, what was said, what was seen before. */
export function PreviewPane({ active, actions, isTitled = false }: PreviewPaneProps) {
  const { item, left } = active;
  const isSettled = useSettled(keyOf(item));
  const comments = useComments(item, isSettled);
  const side = sideWord(item.laterality);
  return (
    <div className="px-4 py-3">
      {!isTitled && <h2 className="text-lg leading-6 font-semibold break-words">{patientWord(item)}</h2>}
      <p className="text-soft">
        {[ageAndSex(item, item.receivedAt.slice(0, 10)), item.patientId].filter(Boolean).join(', ')}
      </p>
      <p className="mt-1.5">
        <span className="mr-1.5 rounded-sm bg-raised px-1 font-mono text-xs font-semibold">{item.modality ?? '?'}</span>
        {item.studyDescription ?? 'No description'}
        {side && <strong className="font-semibold">, {side.toLowerCase()} side</strong>}
      </p>
      <p className="mt-1.5 flex items-center gap-3 text-sm">
        <PriorityMark priority={item.priority} />
        <DueClock at={item.dueAtUtc} />
      </p>
      {left && (
        <p role="status" className="mt-3 rounded-md border border-warn px-3 py-2 text-sm">
          {item.holder?.isMe
            ? 'You hold it. It is no longer in the list shown, but in Mine.'
            : 'No longer in the list shown: it was claimed, reported or changed.'}
        </p>
      )}
      <Actions item={item} actions={actions} />
      <div className="mt-4 space-y-4">
        <AlertList comments={comments} isExpected={item.hasAlert} />
        <PaneSection title="Clinical information" heading="h3">
          <p className="break-words whitespace-pre-wrap">
            {item.clinicalInfo ?? <span className="text-soft">None was sent.</span>}
          </p>
        </PaneSection>
        <PaneSection title="Request" heading="h3">
          <RequestFacts item={item} />
        </PaneSection>
        <CommentList appointment={item} comments={comments} heading="h3" />
        <PriorList key={keyOf(item)} appointment={item} isAsked={isSettled} heading="h3">
          {({ appointmentId }) => (
            <PriorText domain={item.domain} appointmentId={appointmentId}>
              {(reportText) => <PriorWords>{reportText}</PriorWords>}
            </PriorText>
          )}
        </PriorList>
      </div>
    </div>
  );
}

function Actions({ item, actions }: { item: WorklistItem; actions: RowActions }) {
  const { holder } = item;
  const mayReport = actions.mayReport(item);
  return (
    <>
      <div className="mt-3 flex flex-wrap gap-2">
        {mayReport && (
          <Button look="main" onClick={() => actions.open(item)}>
            Open
            <ArrowRight aria-hidden className="size-4" />
          </Button>
        )}
        {mayReport && holder === null && (
          <Button onClick={() => actions.claim(item)}>
            <UserCheck aria-hidden className="size-4" />
            Claim
          </Button>
        )}
        {mayReport && holder?.isMe && (
          <Button onClick={() => actions.release(item)}>
            <LogOut aria-hidden className="size-4" />
            Release
          </Button>
        )}
        {mayReport && holder && !holder.isMe && (
          <Button onClick={() => actions.claim(item)}>
            <Lock aria-hidden className="size-4" />
            Take over…
          </Button>
        )}
        <Button onClick={() => actions.view(item)}>
          <ScanEye aria-hidden className="size-4" />
          Viewer
        </Button>
      </div>
      {holder && (
        <p className="mt-2 text-sm text-soft">
          {holder.isMe ? 'You hold it' : `${holder.name} is reporting it`}, since <Time at={holder.claimedAt} />.
        </p>
      )}
      {!mayReport && (
        <p className="mt-2 text-sm text-soft">You may look at it, but you do not report for {item.domain}.</p>
      )}
    </>
  );
}

function RequestFacts({ item }: { item: WorklistItem }) {
  const day = [item.appointmentDate, item.startTime?.slice(0, 5)].filter(Boolean).join(' ');
  return (
    <Facts
      className="grid-cols-2"
      facts={[
        ['Accession number', item.accessionNumber],
        ['Appointment', item.appointmentId],
        ['Examined (site’s time)', day || null],
        ['Site', item.scheduledSite],
        ['Referrer', item.referrerName],
        ['Meant for', item.assignedRadiologist],
        ['Body part', item.bodyPart],
        ['Side', sideWord(item.laterality)],
        ['Due', <Time key="due" at={item.dueAtUtc} />],
        ['Received', <Time key="received" at={item.receivedAt} />],
        ['My draft saved', item.draftSavedAt && <Time at={item.draftSavedAt} />],
        ['Patient changed', item.patientChangeReason],
      ]}
    />
  );
}
