'use client';

import { useSyncExternalStore } from 'react';

/** A message that comes up beside what somebody is doing. */
export interface Toast {
  id: number;
  /** A `problem` stays until somebody dismisses it; the others leave by themselves. */
  tone: 'done' | 'note' | 'problem';
  title: string;
  text?: string;
  /** One thing to do about it, by its key on any page, too (as in `Shortcut`); dismisses the toast. */
  action?: { label: string; keys?: string; run: () => void };
  /** RFC 3339: it stays until then, whatever else comes up, with the seconds that are left. */
  until?: string;
}

/** Beside any number of problems, and of those that stay for a time of their own. */
const MOST_PASSING = 3;

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const NONE: readonly Toast[] = [];

function become(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a toast, the same problem once; returns how to take it away. Callable from anywhere in the browser. */
export function showToast(toast: Omit<Toast, 'id'>): () => void {
  const same = toasts.find(
    ({ tone, title, text }) =>
      tone === 'problem' && tone === toast.tone && title === toast.title && text === toast.text,
  );
  const id = same?.id ?? (last += 1);
  const others = toasts.filter((shown) => shown.id !== id);
  const passing = others.filter(({ tone, until }) => tone !== 'problem' && until === undefined);
  const surplus = new Set(
    toast.tone === 'problem' || toast.until !== undefined
      ? []
      : passing.slice(0, Math.max(0, passing.length + 1 - MOST_PASSING)),
  );
  become([...others.filter((shown) => !surplus.has(shown)), { ...toast, id }]);
  return () => dismissToast(id);
}

export function dismissToast(id: number): void {
  if (toasts.some((toast) => toast.id === id)) become(toasts.filter((toast) => toast.id !== id));
}

export function runAction({ id, action }: Toast): void {
  dismissToast(id);
  action?.run();
}

/** When the session is over, nothing of it stays on the screen. */
export const dismissToasts = (): void => become(NONE);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The toasts shown now, oldest first. */
export const readToasts = (): readonly Toast[] => toasts;

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, readToasts, () => NONE);
