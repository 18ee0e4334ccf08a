import { getAppointmentOperation, listPendingOperation, putAppointmentOperation } from '#lib/appointments/contract';
import { getContentOperation, listDeliveriesOperation } from '#lib/delivery/contract';
import { healthOperation, openApiOperation, readyOperation } from '#lib/http/contract';
import {
  endSessionOperation,
  issueReportStreamTokenOperation,
  issueTokenOperation,
  touchSessionOperation,
} from '#lib/identity/contract';
import type { Operation } from '#lib/operation';
import { getReportOperation, submitReportOperation, withdrawReportOperation } from '#lib/reports/contract';
import {
  getSubmissionAliasOperation,
  getSubmissionOperation,
  listSubmissionsOperation,
  summarizeSubmissionsOperation,
} from '#lib/submissions/contract';

/** Every public operation, in the order in which the documentation tells them. */
export const OPERATIONS: readonly Operation[] = [
  issueTokenOperation,
  issueReportStreamTokenOperation,
  touchSessionOperation,
  endSessionOperation,
  putAppointmentOperation,
  listPendingOperation,
  getAppointmentOperation,
  submitReportOperation,
  getReportOperation,
  withdrawReportOperation,
  getSubmissionOperation,
  getSubmissionAliasOperation,
  listSubmissionsOperation,
  summarizeSubmissionsOperation,
  listDeliveriesOperation,
  getContentOperation,
  healthOperation,
  readyOperation,
  openApiOperation,
];
