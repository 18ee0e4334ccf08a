'use client';

import { useRef, useState, type RefObject } from 'react';
import { findFhirPlace } from '#components/sandbox/find-fhir-place';
import { findHl7Place } from '#components/sandbox/find-hl7-place';
import { showRange } from '#components/sandbox/show-range';
import type { Checked } from '#components/sandbox/use-check';

/** Where something of the answer stands: which item, and the place as errors name it. */
export interface ItemPlace {
  item: number;
  place: string;
}

interface MarkedText {
  area: RefObject<HTMLTextAreaElement | null>;
  /** What was shown last, in words; '' for nothing. */
  said: string;
  show: (place: ItemPlace) => void;
  /** Gives the focus back to what was shown; false when nothing was. */
  goBack: () => boolean;
  forget: () => void;
}

/** Shows places of the answer in the text, as it is now, and finds the way back. */
export function useMarkedText(checked: Checked | null): MarkedText {
  const area = useRef<HTMLTextAreaElement>(null);
  const from = useRef<HTMLElement | null>(null);
  const [said, setSaid] = useState('');
  const show = ({ item, place }: ItemPlace) => {
    if (!area.current || !checked) return;
    const find = checked.request.format === 'HL7' ? findHl7Place : findFhirPlace;
    const range = find(area.current.value, item, place);
    if (!range) return setSaid(`${place} is not in the text.`);
    if (document.activeElement instanceof HTMLElement && document.activeElement !== area.current)
      from.current = document.activeElement;
    showRange(area.current, range);
    setSaid(`${place} is marked. Escape goes back to it.`);
  };
  const goBack = () => {
    const source = from.current;
    if (!source?.isConnected) return false;
    from.current = null;
    setSaid('');
    source.focus();
    return true;
  };
  return { area, said, show, goBack, forget: () => setSaid('') };
}
