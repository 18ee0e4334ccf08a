'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button';
import { TextField } from '#components/ui/text-field';

interface Site {
  name: string;
  timeZone: string;
}

interface SiteFieldsProps {
  sites: readonly Site[];
  problemAt: (pointer: string) => string | null;
  onChange: (sites: Site[]) => void;
}

/** Where exams are done, each in its own time zone; empty is the organization's. */
export function SiteFields({ sites, problemAt, onChange }: SiteFieldsProps) {
  const change = (at: number, changed: Partial<Site>) =>
    onChange(sites.map((site, index) => (index === at ? { ...site, ...changed } : site)));
  return (
    <fieldset>
      <legend className="font-medium">Sites</legend>
      <p className="mb-1.5 text-sm text-soft">
        Where exams are done, as appointments name it. Without a time zone a site has the organization’s.
      </p>
      <div className="grid gap-2">
        {sites.map((site, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a site has no identity but its place while it is named
          <div key={index} className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)_2rem] items-start gap-2">
            <TextField
              hideLabel
              label={`Name of site ${index + 1}`}
              placeholder="Name"
              value={site.name}
              error={problemAt(`/sites/${index}/name`)}
              onChange={(event) => change(index, { name: event.target.value })}
            />
            <TextField
              hideLabel
              label={`Time zone of site ${index + 1}`}
              placeholder="Time zone"
              value={site.timeZone}
              error={problemAt(`/sites/${index}/timeZone`)}
              onChange={(event) => change(index, { timeZone: event.target.value })}
            />
            <button
              type="button"
              aria-label={`Remove site ${index + 1}${site.name && `, ${site.name}`}`}
              onClick={() => onChange(sites.filter((_, at) => at !== index))}
              className="flex size-9 items-center justify-center rounded-md text-soft hover:bg-raised hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </button>
          </div>
        ))}
      </div>
      <Button className="mt-2" onClick={() => onChange([...sites, { name: '', timeZone: '' }])}>
        <Plus aria-hidden className="size-4" />
        Add a site
      </Button>
    </fieldset>
  );
}
