import { connectDatabase } from '#db/client';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { DELIVERED, settle } from './files.ts';

// A worker process that claims one file for a second, says so, and settles it as delivered when it is told to go on.
const db = connectDatabase({ url: process.env.DATABASE_URL ?? '' });
const [claim] = await claimDeliveries(db, ['acme.ehr'], 1, { leaseSeconds: 1 });
if (!claim) throw new Error('There was nothing to claim.');
process.stdin.once('data', () => {
  void settle({ context: () => ({ db, correlationId: 'stalling', at: null }) }, claim, DELIVERED)
    .then((settled) => console.log(settled ? 'settled' : 'lease lost'))
    .finally(() => process.exit());
});
console.log('claimed');
