import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

export const metadata: Metadata = { title: 'Not found' };

/** Every address that no page has; a page of its own, so that no other page carries the frame for it. */
export default function Page() {
  notFound();
}
