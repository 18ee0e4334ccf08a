import { checkReport } from '#lib/checks/check-report';
import type { ReportToCheck } from '#lib/checks/contract';

// Runs beside the page: answers each report sent to it with its checks.
addEventListener('message', ({ data }: MessageEvent<ReportToCheck>) => postMessage(checkReport(data)));
