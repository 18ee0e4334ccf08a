import { useSecretKey } from '#lib/encryption';
import { useLog } from '#lib/log';

// Unit and database tests run without a server process to set these.
useLog('silent');
useSecretKey('a test secret key of more than thirty-two characters');
