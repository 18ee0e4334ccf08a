import { connectDatabase } from '#db/client';
import { parseConfig, useConfig, type RuntimeConfig } from '#lib/config';
import { useSecretKey } from '#lib/encryption';
import { useLog } from '#lib/log';
import { startWorker } from '#lib/worker/start-worker';

// A delivery worker that is loaded and waits for a line before it begins, so that the next is at hand when one is killed.
const config = parseConfig(process.env) as RuntimeConfig;
useLog('error');
useConfig(config);
useSecretKey(config.READOUT_SECRET_KEY);
process.stdin.once('data', () => startWorker(connectDatabase({ url: process.env.DATABASE_URL ?? '' })));
console.log('loaded');
