import type { Comment } from '#lib/comments/contract';

/** A comment as PostgreSQL returns it. */
export type CommentRow = {
  guid: string;
  comment_text: string;
  comment_type: Comment['commentType'];
  is_alert: boolean;
  commented_at: string;
  added_by: string;
  added_at: string;
};

export const presentComment = (row: CommentRow): Comment => ({
  guid: row.guid,
  commentText: row.comment_text,
  commentType: row.comment_type,
  isAlert: row.is_alert,
  commentDateTime: new Date(row.commented_at).toISOString(),
  addedBy: row.added_by,
  addedDateTime: new Date(row.added_at).toISOString(),
});
