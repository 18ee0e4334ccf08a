import { useSecretKey } from '#lib/encryption';
import { useLog } from '#lib/log';

// One process runs many files: what the one before left for all of the process's modules is gone.
for (const name of Object.keys(globalThis)) if (name.startsWith('readout')) Reflect.deleteProperty(globalThis, name);
// Unit and database tests run without a server process to set these.
useLog('silent');
useSecretKey('a test secret key of more than thirty-two characters');
