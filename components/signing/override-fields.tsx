import { SEVERITY, blockingRules, RULE } from '#components/signing/check-words';
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
      {others.map((check) => (
        <Found key={`${check.rule} ${check.from}`} check={check} />
      ))}
      {blocked.map((rule, index) => (
        <div key={rule} className="rounded-lg border border-l-[3px] border-line border-l-bad p-3">
          {checks
            .filter((check) => check.rule === rule && check.severity === 'block')
            .slice(0, 5)
            .map((check) => (
              <Found key={`${check.from} ${check.message}`} check={check} />
            ))}
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

function Found({ check: { severity, message } }: { check: Check }) {
  const { icon: Icon, word, colour } = SEVERITY[severity];
  return (
    <p className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <span className="min-w-0 break-words">
        <span className={`block text-sm font-medium ${colour}`}>{word}</span>
        {message}
      </span>
    </p>
  );
}
