import { serveAuth } from '#lib/identity/serve-auth';

export const GET = serveAuth;
export const POST = serveAuth;
