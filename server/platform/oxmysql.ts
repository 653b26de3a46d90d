import { DatabaseError, type Driver, type Statement } from '../core/database.ts';

const DEADLINE_MS = 8_000;
const resource = GetCurrentResourceName();

/** Of the exports of oxmysql, those that are used; called per use, since a kept reference dies with a restart. */
interface OxMysql {
  query(text: string, values: readonly unknown[], answer: Answer, resource: string, rejects: true): void;
  transaction(
    queries: readonly { readonly query: string; readonly values: readonly unknown[] }[],
    shared: null,
    answer: Answer,
    resource: string,
    rejects: true,
  ): void;
}

const oxmysql = (): OxMysql => exports.oxmysql as unknown as OxMysql;

type Answer = (result: unknown, error?: unknown) => void;

/**
 * oxmysql through its exports, in the callback form: a promise of another resource would continue only at our next
 * tick, up to 50 ms later. In the callback we resolve and ask for that tick at once. oxmysql never answers when the
 * database went away, so every call has a deadline. Errors arrive as text that may hold parameters: they stay in the log.
 */
export const driver: Driver = {
  query: ({ text, values }) => ask((answer) => oxmysql().query(text, values, answer, resource, true)),

  batch: async (statements: readonly Statement[]) => {
    const queries = statements.map(({ text, values }) => ({ query: text, values }));
    const committed = await ask((answer) => oxmysql().transaction(queries, null, answer, resource, true));
    return committed === true || committed === 1;
  },
};

function ask(call: (answer: Answer) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => reject(new DatabaseError('deadline', `No answer from the database within ${DEADLINE_MS} ms`)),
      DEADLINE_MS,
    );
    const answer: Answer = (result, error) => {
      clearTimeout(deadline);
      if (error === undefined || error === null || error === false) resolve(result);
      else reject(new DatabaseError('refused', String(error)));
      ScheduleResourceTick(resource);
    };
    try {
      call(answer);
    } catch (error) {
      clearTimeout(deadline);
      // oxmysql is stopped, or restarting: nothing was sent.
      reject(new DatabaseError('refused', String(error)));
    }
  });
}
