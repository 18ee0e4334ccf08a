'use client';

import { useState } from 'react';
import { REROUTE_TEXT, ResendForm } from '#components/resending/resend-form';
import { beginResending } from '#components/resending/resend-run';
import { planOrders, planReroutes, weighChosen, type ResendOffer } from '#components/resending/weigh-chosen';
import { useShell } from '#components/shell/shell-state';
import { Checkbox } from '#components/ui/checkbox';
import { countOf, formatCount } from '#components/ui/format-count';
import type { ListedSubmission } from '#lib/submissions/contract';

interface ResendChosenDialogProps {
  organization: string;
  chosen: readonly ListedSubmission[];
  reroute: boolean;
  onClose: () => void;
}

const AGAIN =
  'Each goes there under the identity that it had before, so a destination that has it already replaces it. None goes after a newer version.';

/** Asks where to and why, tells what will happen, and begins to send, or route, the chosen submissions again. */
export function ResendChosenDialog({ organization, chosen, reroute, onClose }: ResendChosenDialogProps) {
  const { viewer, onSignedOut } = useShell();
  const [offers] = useState(() => weighChosen(chosen));
  const [picked, setPicked] = useState(() => offers.filter(({ failed }) => failed > 0).map(toName));
  const [failedOnly, setFailedOnly] = useState(true);
  const [isTried, setTried] = useState(false);
  const orders = reroute ? planReroutes(chosen) : planOrders(chosen, picked, failedOnly);
  const begin = (reason: string) => {
    setTried(true);
    if (orders.length === 0) return;
    const leftAlone = chosen.length - orders.length;
    beginResending(
      viewer.userId,
      { organization, orders, leftAlone, reason, reroute, failedOnly: failedOnly && !reroute },
      onSignedOut,
    );
    onClose();
  };
  return (
    <ResendForm
      title={`${reroute ? 'Route' : 'Send'} ${countOf(chosen.length, 'submission')} again?`}
      reroute={reroute}
      blocked={!reroute && offers.length === 0}
      problem={isTried && orders.length === 0 ? 'Choose at least one destination.' : null}
      fields={
        !reroute && (
          <>
            <Destinations
              offers={offers}
              picked={picked}
              failedOnly={failedOnly}
              onPick={setPicked}
              onFailedOnly={setFailedOnly}
            />
            <p role="status" className="rounded-md bg-raised px-3 py-2">
              {tellPlan(orders.length, chosen.length, failedOnly)}
            </p>
          </>
        )
      }
      onConfirm={begin}
      onClose={onClose}
    >
      {reroute ? REROUTE_TEXT : AGAIN}
    </ResendForm>
  );
}

const toName = ({ destination }: ResendOffer): string => destination;

interface DestinationsProps {
  offers: readonly ResendOffer[];
  picked: readonly string[];
  failedOnly: boolean;
  onPick: (picked: string[]) => void;
  onFailedOnly: (failedOnly: boolean) => void;
}

function Destinations({ offers, picked, failedOnly, onPick, onFailedOnly }: DestinationsProps) {
  const shown = offers.filter(({ failed }) => !failedOnly || failed > 0);
  const others = offers.reduce((sum, offer) => sum + offer.others, 0);
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 font-medium">Destinations</legend>
        {shown.length === 0 && (
          <p className="text-soft">
            {others > 0
              ? 'None of them failed anywhere.'
              : 'None of them failed or was delivered anywhere. What a filter removed can be routed again.'}
          </p>
        )}
        <div className="space-y-2">
          {shown.map(({ destination, failed, others: had }) => (
            <Checkbox
              key={destination}
              label={<span className="break-all">{destination}</span>}
              hint={tellOffer(failed, failedOnly ? 0 : had)}
              checked={picked.includes(destination)}
              onChange={({ target }) =>
                onPick(target.checked ? [...picked, destination] : picked.filter((name) => name !== destination))
              }
            />
          ))}
        </div>
      </fieldset>
      {others > 0 && (
        <Checkbox
          label="Also what was delivered or skipped there"
          hint="Otherwise it goes only where it failed: what a destination has is not sent there twice."
          checked={!failedOnly}
          onChange={({ target }) => onFailedOnly(!target.checked)}
        />
      )}
    </>
  );
}

const tellOffer = (failed: number, others: number): string =>
  [failed > 0 && `${formatCount(failed)} failed`, others > 0 && `${formatCount(others)} delivered or skipped`]
    .filter(Boolean)
    .join(', ');

function tellPlan(asked: number, chosen: number, failedOnly: boolean): string {
  if (asked === 0) return 'Nothing is sent: no destination is chosen.';
  const left = chosen - asked;
  const words = `${countOf(asked, 'submission')} ${asked === 1 ? 'is' : 'are'} sent again.`;
  if (left === 0) return words;
  const why = failedOnly ? 'nothing that failed there' : 'nothing to be sent there';
  return `${words} ${formatCount(left)} of the chosen ${left === 1 ? 'has' : 'have'} ${why}, and ${left === 1 ? 'is' : 'are'} left alone.`;
}
