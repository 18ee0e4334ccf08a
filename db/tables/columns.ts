import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Raw bytes (hashes, encrypted credentials, original payloads). */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** An instant. Every time in the database is `timestamptz`; milliseconds suffice on the wire. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
