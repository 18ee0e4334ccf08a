import { ChevronRight } from 'lucide-react';
import { Checkbox } from '#components/ui/checkbox';

/** What the sender asks for beside the usual. */
export interface Options {
  skipSend: boolean;
  refuseDuplicates: boolean;
  /** Full names; none: wherever the filters say. */
  destinations: readonly string[];
}

export const NO_OPTIONS: Options = { skipSend: false, refuseDuplicates: false, destinations: [] };

interface UploadOptionsProps {
  options: Options;
  /** Full names of those that the chosen sender's items may reach. */
  destinations: readonly string[];
  disabled: boolean;
  onChange: (options: Options) => void;
}

/** Options that hardly anybody needs, folded away; how many are chosen stands beside. */
export function UploadOptions({ options, destinations, disabled, onChange }: UploadOptionsProps) {
  const chosen = Number(options.skipSend) + Number(options.refuseDuplicates) + Number(options.destinations.length > 0);
  const toggle = (name: string, on: boolean) =>
    onChange({
      ...options,
      destinations: destinations.filter((one) => (one === name ? on : options.destinations.includes(one))),
    });
  return (
    <details className="group rounded-lg border border-line bg-surface">
      <summary className="flex list-none items-center gap-1.5 rounded-lg px-4 py-2.5 font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-soft group-open:rotate-90" />
        Options
        {chosen > 0 && <span className="font-normal text-soft">{chosen} chosen</span>}
      </summary>
      <div className="grid gap-3 border-t border-line px-4 py-3">
        <Checkbox
          label="Send nothing on"
          hint="Items are read, checked and filed, and no destination gets them."
          disabled={disabled}
          checked={options.skipSend}
          onChange={({ target }) => onChange({ ...options, skipSend: target.checked })}
        />
        <Checkbox
          label="Refuse duplicates"
          hint="Items that this sender sent in the last 7 days are refused. Otherwise they warn."
          disabled={disabled}
          checked={options.refuseDuplicates}
          onChange={({ target }) => onChange({ ...options, refuseDuplicates: target.checked })}
        />
        {destinations.length > 0 && (
          <fieldset>
            <legend className="mb-1.5">
              Only these destinations
              <span className="block text-sm text-soft">
                None chosen: wherever the filters say. The filters of those chosen apply all the same.
              </span>
            </legend>
            <div className="grid gap-2 sm:grid-cols-2">
              {destinations.map((name) => (
                <Checkbox
                  key={name}
                  label={<span className="break-all">{name}</span>}
                  disabled={disabled}
                  checked={options.destinations.includes(name)}
                  onChange={({ target }) => toggle(name, target.checked)}
                />
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </details>
  );
}
