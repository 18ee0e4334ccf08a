import type { Door } from './settings-doors.ts';

/** Doors of a submission by its id, and of its items. */
export const itemDoors = (): Door[] => [
  { name: 'listSubmissionItems', method: 'GET', path: (id) => `/api/waters/report/${id}/items` },
  { name: 'watchSubmission', method: 'GET', path: (id) => `/api/waters/report/${id}/events` },
  { name: 'getUnmatchedItem', method: 'GET', path: (id) => `/api/waters/report/${id}/items/1/unmatched` },
  {
    name: 'fileItem',
    method: 'POST',
    path: (id) => `/api/waters/report/${id}/items/1/file`,
    body: { appointmentId: 'A1', reason: 'x' },
  },
  {
    name: 'setAsideItem',
    method: 'POST',
    path: (id) => `/api/waters/report/${id}/items/1/set-aside`,
    body: { reason: 'x' },
  },
  {
    name: 'resendSubmission',
    method: 'POST',
    path: (id) => `/api/waters/report/${id}/resend`,
    body: { reason: 'x' },
  },
];
