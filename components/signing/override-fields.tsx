import { blockingRules, groupChecks, RULE, SEVERITY } from '#components/signing/check-words';
import { TextField } from '#components/ui/text-field';
import type { Check, CheckRule } from '#lib/checks/contract';

export type Reasons = Partial<Record<CheckRule, string>>;

interface OverrideFieldsProps {
  checks: readonly Check[];
  reasons: Reasons;
  /** The reader tried to sign: what is missing is said now. */
  isTried: boolean;
  onChange: (reasons: Reasons) => void;
}

/** What the checks found, and a reason for each that blocks. */
export function OverrideFields({ checks, reasons, isTried, onChange }: OverrideFieldsProps) {
  if (checks.length === 0) return null;
  const blocked = blockingRules(checks);
  const others = checks.filter(({ severity }) => severity !== 'block');
  return (
    <section aria-label="Checks" className="space-y-3">
      {groupChecks(others).map((group) => (
        <Found key={`${group[0].severity} ${group[0].rule} ${group[0].explanation}`} checks={group} />
      ))}
      {blocked.map((rule, index) => (
        <div key={rule} className="rounded-lg border border-l-[3px] border-line border-l-bad p-3">
          <Found checks={checks.filter((check) => check.rule === rule && check.severity === 'block')} />
          <div className="mt-2">
            <TextField
              label={`Why it is right all the same (${RULE[rule].toLowerCase()})`}
              hint="Kept with the report for everybody who may read it."
              required
              maxLength={500}
              autoComplete="off"
              data-rule={rule}
              data-autofocus={index === 0 ? true : undefined}
              value={reasons[rule] ?? ''}
              error={isTried && !reasons[rule]?.trim() ? 'Give a reason, or go back and put it right.' : null}
              onChange={(event) => onChange({ ...reasons, [rule]: event.target.value })}
            />
          </div>
        </div>
      ))}
    </section>
  );
}

const MOST = 5;

/** What one rule found; its gravity stands once. */
function Found({ checks }: { checks: readonly Check[] }) {
  const { icon: Icon, word, colour } = SEVERITY[checks[0]?.severity ?? 'warn'];
  return (
    <div className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0 break-words">
        <p className={`text-sm leading-5 font-medium ${colour}`}>{word}</p>
        <ul className="space-y-0.5">
          {checks.slice(0, MOST).map((check) => (
            <li key={`${check.from} ${check.message}`}>{check.message}</li>
          ))}
          {checks.length > MOST && <li className="text-soft">and {checks.length - MOST} more like these.</li>}
        </ul>
      </div>
    </div>
  );
}
