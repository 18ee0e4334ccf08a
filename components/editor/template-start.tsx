'use client';

import { Button } from '#components/ui/button';
import { KeyCap } from '#components/ui/key-cap';
import { useReport } from '#components/editor/report-context';
import { chooseTemplates } from '#lib/templates/choose-templates';
import type { Template } from '#lib/templates/contract';
import { STARTER_TEMPLATES } from '#lib/templates/starter-templates';

const SHOWN = 3;

/** For a report without words: the templates that fit best, one press away. */
export function TemplateStart({ onChoose, onAll }: { onChoose: (template: Template) => void; onAll: () => void }) {
  const { appointment } = useReport();
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2 sm:px-5">
      <span className="text-soft">Begin with</span>
      {chooseTemplates(STARTER_TEMPLATES, appointment)
        .slice(0, SHOWN)
        .map((template) => (
          <Button key={template.id} onClick={() => onChoose(template)}>
            {template.name}
          </Button>
        ))}
      <Button look="bare" onClick={onAll}>
        All templates <KeyCap>Alt 0</KeyCap>
      </Button>
    </div>
  );
}
