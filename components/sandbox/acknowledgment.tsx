import { CopyButton } from '#components/ui/copy-button';
import { Panel } from '#components/ui/panel';

/** The HL7 acknowledgment that a payload would be answered with, or why there is none. */
export function Acknowledgment({ ack, reason }: { ack: string | null; reason: string | null }) {
  return (
    <Panel title="Acknowledgment" aside={ack !== null && <CopyButton text={ack} label="Copy" />}>
      {ack === null ? (
        <p>None. {reason}</p>
      ) : (
        <>
          <pre
            role="region"
            aria-label="The acknowledgment"
            tabIndex={0}
            className="overflow-auto rounded-lg border border-line bg-surface p-4 font-mono text-sm wrap-anywhere whitespace-pre-wrap"
          >
            {ack.replaceAll('\r', '\n').trimEnd()}
          </pre>
          <p className="mt-1 text-sm text-soft">
            Its own id (MSH-10) is 0 here; the door puts the submission’s number there.
          </p>
        </>
      )}
    </Panel>
  );
}
