import { redirect } from 'next/navigation';
import { HOME } from '#lib/identity/safe-path';

export default function Page() {
  redirect(HOME);
}
