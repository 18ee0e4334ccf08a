'use client';

import { useId, useState, type KeyboardEvent } from 'react';
import { useReport } from '#components/editor/report-context';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { FIELD_LOOK } from '#components/ui/field';
import { chooseTemplates } from '#lib/templates/choose-templates';
import type { Template } from '#lib/templates/contract';
import { fillTemplate } from '#lib/templates/fill-template';
import { STARTER_TEMPLATES } from '#lib/templates/starter-templates';

interface TemplateDialogProps {
  /** Whether words are there already, which a template must not replace by itself. */
  hasWords: boolean;
  onChoose: (template: Template, how: 'insert' | 'replace') => void;
  onClose: () => void;
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** The templates, those that fit the exam first: typed words narrow them, arrows choose, Enter takes. */
export function TemplateDialog({ hasWords, onChoose, onClose }: TemplateDialogProps) {
  const { appointment } = useReport();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const found = chooseTemplates(STARTER_TEMPLATES, appointment).filter((template) => isMeant(template, typed));
  const chosen = found[Math.min(at, found.length - 1)];
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, Math.min(at, found.length - 1) + step)));
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      onChoose(chosen, 'insert');
    }
  };
  return (
    <Dialog
      size="large"
      title="Begin with a template"
      description={
        hasWords ? 'There are words already: the template goes in at the caret, unless you replace them.' : undefined
      }
      onClose={onClose}
      actions={
        <>
          {hasWords && (
            <Button disabled={!chosen} onClick={() => chosen && onChoose(chosen, 'replace')}>
              Replace all words
            </Button>
          )}
          <Button look="main" disabled={!chosen} onClick={() => chosen && onChoose(chosen, 'insert')}>
            {hasWords ? 'Insert at the caret' : 'Use it'}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-[18rem_minmax(0,1fr)]">
        <div className="min-w-0">
          <input
            type="text"
            role="combobox"
            aria-label="Find a template"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder="Exam, body part or modality"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={press}
            className={`mb-2 h-9 ${FIELD_LOOK}`}
          />
          <div id={`${id}-list`} role="listbox" aria-label="Templates" className="max-h-[50vh] overflow-y-auto">
            {found.map((template, index) => (
              <div
                key={template.id}
                id={`${id}-${template.id}`}
                ref={(element) => {
                  if (template === chosen) element?.scrollIntoView({ block: 'nearest' });
                }}
                role="option"
                aria-selected={template === chosen}
                onPointerDown={(event) => {
                  event.preventDefault();
                  setAt(index);
                }}
                onDoubleClick={() => onChoose(template, 'insert')}
                className="cursor-pointer rounded-md px-2.5 py-1.5 aria-selected:bg-accent-wash aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-accent"
              >
                {template.name}
                {template.modality && <span className="ml-2 text-sm text-soft">{template.modality}</span>}
              </div>
            ))}
          </div>
          {found.length === 0 && <p className="px-2.5 py-1.5 text-soft">No template has these words.</p>}
        </div>
        <div
          role="region"
          aria-label="Text of the template"
          tabIndex={0}
          className="max-h-[50vh] overflow-y-auto rounded-md border border-line p-3 text-sm break-words whitespace-pre-wrap max-sm:hidden"
        >
          {chosen && fillTemplate(chosen.text, appointment)}
        </div>
      </div>
    </Dialog>
  );
}

/** What modalities are called by those who look for a template. */
const MODALITY_WORDS: Record<string, string> = {
  XR: 'radiograph x-ray plain film',
  CT: 'computed tomography',
  MR: 'mri magnetic resonance',
  US: 'ultrasound sonography',
  MG: 'mammogram mammography breast',
  NM: 'nuclear scintigraphy',
  PT: 'pet',
  RF: 'fluoroscopy',
  BMD: 'dexa bone density',
};

function isMeant({ name, modality, keywords, bodyPart }: Template, typed: string): boolean {
  const words = [name, modality, MODALITY_WORDS[modality ?? ''], bodyPart, ...keywords];
  const told = words.join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.includes(word));
}
