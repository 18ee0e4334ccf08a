import {
  getAppointmentOperation,
  listPendingOperation,
  listPriorsOperation,
  putAppointmentOperation,
} from '#lib/appointments/contract';
import { addCommentOperation, listCommentsOperation } from '#lib/comments/contract';
import { getAttemptOperation } from '#lib/attempts/contract';
import { resendOperation } from '#lib/resends/contract';
import { getContentOperation, listDeliveriesOperation } from '#lib/delivery/contract';
import { testAlertsOperation, testDestinationOperation } from '#lib/delivery/test-contract';
import {
  discardDraftOperation,
  getDraftOperation,
  getDraftVersionOperation,
  saveDraftOperation,
  setAsideOperation,
} from '#lib/drafts/contract';
import { healthOperation, openApiOperation, readyOperation } from '#lib/http/contract';
import {
  endSessionOperation,
  issueReportStreamTokenOperation,
  issueTokenOperation,
  touchSessionOperation,
} from '#lib/identity/contract';
import {
  changePasswordOperation,
  endOwnSessionOperation,
  getProfileOperation,
  updateProfileOperation,
} from '#lib/identity/profile-contract';
import type { Operation } from '#lib/operation';
import {
  getReportOperation,
  getReportVersionOperation,
  listOtherPatientsOperation,
  previewReportOperation,
  recallReportOperation,
  submitReportOperation,
  withdrawReportOperation,
} from '#lib/reports/contract';
import { breakDownSubmissionsOperation } from '#lib/submissions/breakdown-contract';
import {
  createClientOperation,
  listClientsOperation,
  revokeClientOperation,
  revokeSecretOperation,
  rotateSecretOperation,
  updateClientOperation,
} from '#lib/settings/client-contract';
import { addClientKeysOperation, revokeClientKeyOperation } from '#lib/settings/client-key-contract';
import {
  activateDestinationOperation,
  checkFiltersOperation,
  createDestinationOperation,
  dryRunFiltersOperation,
  getDestinationOperation,
  listDestinationsOperation,
  pauseDestinationOperation,
  updateDestinationOperation,
} from '#lib/settings/destination-contract';
import { getOrganizationOperation, updateOrganizationOperation } from '#lib/settings/organization-contract';
import {
  createSenderOperation,
  deleteSenderOperation,
  listSendersOperation,
  updateSenderOperation,
} from '#lib/settings/sender-contract';
import {
  createUserOperation,
  disableUserOperation,
  enableUserOperation,
  listUsersOperation,
  resetPasswordOperation,
  updateUserOperation,
} from '#lib/settings/user-contract';
import {
  submitPayloadDeprecatedOperation,
  submitPayloadOperation,
  submitPayloadPluralOperation,
  submitPayloadShortOperation,
  validatePayloadOperation,
} from '#lib/intake/contract';
import {
  fileItemOperation,
  getUnmatchedOperation,
  listItemsOperation,
  listUnmatchedOperation,
  setAsideItemOperation,
} from '#lib/intake/items-contract';
import {
  getSubmissionAliasOperation,
  getSubmissionOperation,
  listSubmissionsOperation,
  summarizeSubmissionsOperation,
} from '#lib/submissions/contract';
import { exportSubmissionsOperation, listMySubmissionsOperation } from '#lib/submissions/listed-contract';
import { watchSubmissionOperation } from '#lib/submissions/watch-contract';
import {
  claimAppointmentOperation,
  listWorklistOperation,
  releaseAppointmentOperation,
  summarizeWorklistOperation,
} from '#lib/worklist/contract';

/** Every public operation, in the order in which the documentation tells them. */
export const OPERATIONS: readonly Operation[] = [
  issueTokenOperation,
  issueReportStreamTokenOperation,
  touchSessionOperation,
  endSessionOperation,
  putAppointmentOperation,
  listPendingOperation,
  getAppointmentOperation,
  listPriorsOperation,
  listCommentsOperation,
  addCommentOperation,
  submitReportOperation,
  getReportOperation,
  getReportVersionOperation,
  withdrawReportOperation,
  recallReportOperation,
  previewReportOperation,
  listOtherPatientsOperation,
  submitPayloadOperation,
  submitPayloadShortOperation,
  submitPayloadDeprecatedOperation,
  submitPayloadPluralOperation,
  validatePayloadOperation,
  getSubmissionOperation,
  getSubmissionAliasOperation,
  watchSubmissionOperation,
  listItemsOperation,
  listUnmatchedOperation,
  getUnmatchedOperation,
  fileItemOperation,
  setAsideItemOperation,
  listSubmissionsOperation,
  summarizeSubmissionsOperation,
  breakDownSubmissionsOperation,
  exportSubmissionsOperation,
  listMySubmissionsOperation,
  listDeliveriesOperation,
  getContentOperation,
  getAttemptOperation,
  resendOperation,
  listWorklistOperation,
  summarizeWorklistOperation,
  claimAppointmentOperation,
  releaseAppointmentOperation,
  getDraftOperation,
  saveDraftOperation,
  discardDraftOperation,
  setAsideOperation,
  getDraftVersionOperation,
  getOrganizationOperation,
  updateOrganizationOperation,
  listUsersOperation,
  createUserOperation,
  updateUserOperation,
  disableUserOperation,
  enableUserOperation,
  resetPasswordOperation,
  listSendersOperation,
  createSenderOperation,
  updateSenderOperation,
  deleteSenderOperation,
  listClientsOperation,
  createClientOperation,
  updateClientOperation,
  rotateSecretOperation,
  revokeSecretOperation,
  addClientKeysOperation,
  revokeClientKeyOperation,
  revokeClientOperation,
  listDestinationsOperation,
  getDestinationOperation,
  createDestinationOperation,
  updateDestinationOperation,
  pauseDestinationOperation,
  activateDestinationOperation,
  testDestinationOperation,
  testAlertsOperation,
  checkFiltersOperation,
  dryRunFiltersOperation,
  getProfileOperation,
  updateProfileOperation,
  changePasswordOperation,
  endOwnSessionOperation,
  healthOperation,
  readyOperation,
  openApiOperation,
];
