import type { Transport } from '#lib/delivery/transports/contract';

/** The NULL transport: accepted and counted as sent, goes nowhere (tests, trials). */
export const sendNowhere: Transport = () => Promise.resolve({ outcome: 'delivered' });
