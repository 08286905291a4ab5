import { ViewMistake } from './view-mistake';

/** Base tables of a protected view (docs.aws.amazon.com/glue/latest/webapi/API_ViewDefinitionInput.html, SubObjects). */
const MOST_TABLES = 10;

/**
 * Refuses what a definer view cannot read (docs.aws.amazon.com/athena/latest/ug/views-glue.html).
 *
 * @param views views among what it reads
 * @param tables how many tables it reads
 * @param federated tables of other data catalogs among them
 */
export function checkDefinerReads(views: readonly string[], tables: number, federated: readonly string[] = []): void {
  if (federated.length > 0) {
    throw new ViewMistake(
      `a definer view can read tables of the Glue catalog only, found ${federated.join(', ')}; make it an invoker or an analytical view`,
    );
  }
  if (views.length > 0) {
    throw new ViewMistake(
      `a definer view can read tables only, found the view ${views.join(', ')}; write its query over the tables, or make it an invoker view`,
    );
  }
  if (tables > MOST_TABLES) {
    throw new ViewMistake(
      `a definer view can read at most ${MOST_TABLES} tables, found ${tables}; split it, or make it an invoker view`,
    );
  }
}
