import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../../shared/errors.ts';
import { ANSWER_LIMITS } from '../../shared/features/services/model.ts';
import { commandId, Refused, refusal, type Tablet } from '../support/tablet.ts';
import { signUpInput, twoLines, type World, world } from '../support/world.ts';

let atelier: World;
let nadia: Tablet;
let ines: Tablet;
beforeAll(async () => {
  atelier = await world('bad_input');
  nadia = await atelier.client('Nadia Ferrand');
  ines = await atelier.enter('Inès Caron', 'gestionnaire');
  await ines.watch('session.me', {});
}, 120_000);
afterAll(() => atelier.close());

/** A digest of every row of every table of ours: what a refused call must leave as it was. */
async function everything(): Promise<Record<string, string>> {
  const tables = await atelier.sandbox.database.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'atelier\\_%' ORDER BY 1",
  );
  expect(tables.length).toBeGreaterThan(8);
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await atelier.sandbox.database.query(`SELECT * FROM ${name} ORDER BY 1, 2`);
    digests[String(name)] = `${rows.length} rows, ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
  }
  return digests;
}

/** Limits of frequency are not what is tested here. */
const calm = () => atelier.sandbox.advance(60_000);

async function refusedWithoutTrace(call: () => Promise<unknown>): Promise<Refused> {
  await calm();
  const before = await everything();
  const error = await call().then(
    (answer) => new Error(`accepted: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw error;
  expect(ERROR_CODES).toContain(error.error.code);
  expect(await everything()).toEqual(before);
  return error;
}

const submit = (input: unknown) => () => nadia.raw('c', 'requests.submit', input, commandId());

describe('an order that is not one', () => {
  test.each<[string, (input: Awaited<ReturnType<typeof twoLines>>) => unknown, string]>([
    ['nothing', () => undefined, 'invalid_input'],
    ['null', () => null, 'invalid_input'],
    ['a text', () => 'une demande', 'invalid_input'],
    ['a list', () => [], 'invalid_input'],
    ['wrong types', () => ({ title: 1, description: {}, lines: 'x' }), 'invalid_input'],
    ['a missing field', ({ title: _, ...rest }) => rest, 'invalid_input'],
    ['an unknown field', (input) => ({ ...input, price: 1 }), 'invalid_input'],
    ['no line', (input) => ({ ...input, lines: [] }), 'invalid_input'],
    ['51 lines', (input) => ({ ...input, lines: Array.from({ length: 51 }, () => input.lines[0]) }), 'invalid_input'],
    ['a title over the limit', (input) => ({ ...input, title: 'x'.repeat(81) }), 'invalid_input'],
    ['a blank description', (input) => ({ ...input, description: ' \n\t ' }), 'invalid_input'],
    ['a description over the limit', (input) => ({ ...input, description: 'x'.repeat(4_001) }), 'invalid_input'],
    [
      'a service that does not exist',
      (input) => ({ ...input, lines: [{ serviceId: '0'.repeat(20), answers: {} }] }),
      'service_unavailable',
    ],
    [
      'a malformed id of a service',
      (input) => ({ ...input, lines: [{ serviceId: "1' OR 1=1", answers: {} }] }),
      'invalid_input',
    ],
    ['an answer left out', (input) => ({ ...input, lines: [{ ...input.lines[0], answers: {} }] }), 'invalid_input'],
    ['an answer to no question', (input) => withAnswer(input, { price: 1 }), 'invalid_input'],
    ['a choice that is not offered', (input) => withAnswer(input, { framework: 'qbcore' }), 'invalid_input'],
    [
      'an answer over its limit',
      (input) => withAnswer(input, { purpose: 'x'.repeat(ANSWER_LIMITS.longText + 1) }),
      'invalid_input',
    ],
    ['an answer of the wrong type', (input) => withAnswer(input, { purpose: ['x'] }), 'invalid_input'],
    [
      'a prototype',
      (input) => withAnswer(input, JSON.parse('{"__proto__":{"a":1},"constructor":"x"}')),
      'invalid_input',
    ],
  ])('%s', async (_, spoil, code) => {
    const { error } = await refusedWithoutTrace(submit(spoil(await twoLines(nadia))));
    expect(error.code).toBe(code);
  });

  test('an archived service is refused like one that never existed', async () => {
    const input = await twoLines(nadia);
    await atelier.sandbox.database.query('UPDATE atelier_service SET active = 0 WHERE code = ?', ['debugging']);
    await atelier.sandbox.restart('atelier');
    await atelier.sandbox.until(
      () => atelier.sandbox.logs.filter(({ text }) => text.includes('Atelier is ready')).length > 1,
      {
        what: 'the restart',
      },
    );
    const { error } = await refusedWithoutTrace(submit(input));
    expect(error.code).toBe('service_unavailable');
    expect(error.fields).toEqual([{ path: 'lines.1.serviceId', code: 'choice' }]);
    await atelier.sandbox.database.query('UPDATE atelier_service SET active = 1');
    await atelier.sandbox.restart('atelier');
    await atelier.sandbox.until(
      () => atelier.sandbox.logs.filter(({ text }) => text.includes('Atelier is ready')).length > 2,
      {
        what: 'the restart',
      },
    );
  });

  test('the refusal names each field, so that the form can show it', async () => {
    const input = await twoLines(nadia);
    const { error } = await refusedWithoutTrace(
      submit({ title: '', description: 'x', lines: [{ ...input.lines[1], answers: { problem: 'fire', resmon: -1 } }] }),
    );
    expect(error.fields).toEqual([{ path: 'title', code: 'required' }]);
    const second = await refusedWithoutTrace(
      submit({ ...input, lines: [{ ...input.lines[1], answers: { problem: 'fire', resmon: -1 } }] }),
    );
    expect(second.error.fields).toEqual([
      { path: 'lines.0.answers.scriptName', code: 'required' },
      { path: 'lines.0.answers.problem', code: 'choice' },
      { path: 'lines.0.answers.symptom', code: 'required' },
      { path: 'lines.0.answers.resmon', code: 'too_small', limit: 0 },
    ]);
  });
});

function withAnswer(input: Awaited<ReturnType<typeof twoLines>>, answers: Record<string, unknown>): unknown {
  return {
    ...input,
    lines: [{ serviceId: input.lines[0]?.serviceId, answers: { ...input.lines[0]?.answers, ...answers } }],
  };
}

describe('a sign-up that cannot be one', () => {
  let karim: Tablet;
  beforeAll(async () => {
    karim = await atelier.enter('Karim Osei');
  });
  // Five tries an hour are allowed: each test comes an hour later.
  beforeEach(() => atelier.sandbox.advance(3_600_000));

  test.each([
    ['e-mail without a domain', { email: 'karim@' }, 'email'],
    ['e-mail with a blank', { email: 'ka rim@exemple.fr' }, 'email'],
    ['e-mail without an at', { email: 'karim.exemple.fr' }, 'email'],
    ['phone with letters', { phone: '06 CALL ME' }, 'phone'],
    ['phone too short', { phone: '123' }, 'phone'],
    ['phone too long', { phone: '1234567890123456' }, 'phone'],
    ['name of digits', { lastName: '1234' }, 'name'],
    ['empty name', { firstName: '  ' }, 'required'],
    ['name over the limit', { lastName: 'x'.repeat(61) }, 'too_long'],
    ['e-mail over the limit', { email: `${'x'.repeat(60)}@${'y'.repeat(130)}.fr` }, 'too_long'],
    ['no phone', { phone: undefined }, 'required'],
  ])('%s', async (_, wrong, code) => {
    const good = signUpInput('Karim Osei');
    const { error } = await refusedWithoutTrace(() =>
      karim.raw('c', 'clients.signUp', { ...good, contact: { ...good.contact, ...wrong } }, commandId()),
    );
    expect(error.code).toBe('invalid_input');
    expect(error.fields?.[0]).toMatchObject({ path: `contact.${Object.keys(wrong)[0]}`, code });
  });

  test('without consent', async () => {
    const { error } = await refusedWithoutTrace(() =>
      karim.raw('c', 'clients.signUp', { ...signUpInput('Karim Osei'), consent: 0 }, commandId()),
    );
    expect(error.fields?.[0]?.path).toBe('consent');
  });

  test('with the e-mail of somebody else, in other letters', async () => {
    const good = signUpInput('Karim Osei');
    const taken = {
      ...good,
      contact: { ...good.contact, email: signUpInput('Nadia Ferrand').contact.email.toUpperCase() },
    };
    const { error } = await refusedWithoutTrace(() => karim.command('clients.signUp', taken));
    expect(error).toEqual({ code: 'email_unavailable' });
  });

  test('a second account', async () => {
    const { error } = await refusedWithoutTrace(() => nadia.command('clients.signUp', signUpInput('Nadia Autre')));
    expect(error.code).toBe('already_client');
  });

  test('the sixth try within an hour is told when to go on', async () => {
    const wrong = () => karim.raw('c', 'clients.signUp', {}, commandId());
    for (let attempt = 0; attempt < 5; attempt++) expect(await refusal(wrong())).toBe('invalid_input');
    const error = await wrong().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).error).toMatchObject({ code: 'rate_limited' });
    expect((error as Refused).error.retryMs).toBeGreaterThan(0);
  });
});

describe('what belongs to somebody else', () => {
  let requestId: string;
  let malik: Tablet;
  beforeAll(async () => {
    await calm();
    requestId = (await nadia.command('requests.submit', await twoLines(nadia))).requestId;
    malik = await atelier.client('Malik Benali');
  });

  test('is answered like what does not exist', async () => {
    const foreign = await refusedWithoutTrace(() => malik.watch('requests.one', { requestId }));
    const unknown = await refusedWithoutTrace(() => malik.watch('requests.one', { requestId: '0'.repeat(20) }));
    expect(foreign.error).toEqual({ code: 'not_found' });
    expect(foreign.error).toEqual(unknown.error);
    for (const action of ['take', 'resume'] as const) {
      const { error } = await refusedWithoutTrace(() => malik.command(`requests.${action}`, { requestId, version: 1 }));
      expect(error).toEqual({ code: 'not_found' });
    }
  });

  test('its client may look, not work', async () => {
    const { error } = await refusedWithoutTrace(() => nadia.command('requests.take', { requestId, version: 1 }));
    expect(error).toEqual({ code: 'forbidden', missing: 'request.work' });
    expect(await refusal(nadia.watch('requests.board', {}))).toBe('forbidden');
    expect(await refusal(nadia.query('requests.search', {}))).toBe('forbidden');
  });

  test('a stale version is a conflict, a step out of turn is refused', async () => {
    const stale = await refusedWithoutTrace(() => ines.command('requests.take', { requestId, version: 7 }));
    expect(stale.error.code).toBe('conflict');
    const early = await refusedWithoutTrace(() => ines.command('requests.resume', { requestId, version: 1 }));
    expect(early.error.code).toBe('invalid_transition');
  });

  test('a reason over the limit', async () => {
    const { error } = await refusedWithoutTrace(() =>
      ines.command('requests.hold', { requestId, version: 1, reason: 'x'.repeat(501) }),
    );
    expect(error.fields).toEqual([{ path: 'reason', code: 'too_long', limit: 500 }]);
  });

  test('the limit of open requests', async () => {
    const input = await twoLines(malik);
    for (let open = 0; open < 5; open++) {
      await calm();
      await malik.command('requests.submit', input);
    }
    const { error } = await refusedWithoutTrace(() => malik.command('requests.submit', input));
    expect(error).toEqual({ code: 'too_many_open', limit: 5 });
  });
});

describe('frames that the page never sends', () => {
  /** Sends it, then asks something honest: when that is answered, the other one has been dealt with. */
  async function silence(tablet: Tablet, send: () => void): Promise<void> {
    await calm();
    const before = await everything();
    const replies = () => tablet.messages.filter(({ t }) => t === 'r').length;
    const known = replies();
    send();
    await tablet.watch('services.catalogue', {});
    expect(replies()).toBe(known + 1);
    expect(await everything()).toEqual(before);
    expect(tablet.player.online).toBe(true);
  }

  test.each([
    ['no JSON', 'bonjour'],
    ['an empty text', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no id', '{"k":"q","n":"requests.mine","i":{}}'],
    ['an id that is no number', '{"id":"1","k":"q","n":"requests.mine","i":{}}'],
    ['a negative id', '{"id":-1,"k":"q","n":"requests.mine","i":{}}'],
    ['an unknown kind', '{"id":900001,"k":"z","n":"requests.mine","i":{}}'],
    ['no name', '{"id":900002,"k":"q","i":{}}'],
    ['depth', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('%s: silence', async (_, frame) => {
    await silence(nadia, () => nadia.send(frame));
  });

  test.each<[string, unknown[]]>([
    ['a number', [1]],
    ['nothing', []],
    ['an object', [{ id: 1, k: 'q', n: 'requests.mine', i: {} }]],
    ['a list', [['x']]],
    ['null', [null]],
    ['a function', [() => 'x']],
  ])('a frame that is %s: silence', async (_, payload) => {
    await silence(nadia, () => nadia.player.emitNet('atelier:call', ...payload));
  });

  test.each(['__proto__', 'constructor.name', 'requests.__proto__', 'requests', 'requests.submit.x', 'view.close', ''])(
    'the made-up name "%s" is not found',
    async (name) => {
      await calm();
      expect(await refusal(nadia.raw('q', name, {}))).toBe('not_found');
    },
  );

  test('a command sent as a query, a query sent as a command', async () => {
    await calm();
    expect(await refusal(nadia.raw('q', 'requests.submit', await twoLines(nadia)))).toBe('not_found');
    expect(await refusal(nadia.raw('c', 'requests.mine', {}, commandId()))).toBe('not_found');
  });

  test.each([undefined, '', 'short', 'x'.repeat(37), "x' OR '1'='1' -- "])(
    'the command id %j is refused',
    async (id) => {
      await calm();
      const error = await refusedWithoutTrace(async () => nadia.raw('c', 'requests.submit', await twoLines(nadia), id));
      expect(error.error).toEqual({ code: 'invalid_input', fields: [{ path: 'c', code: 'wrong' }] });
    },
  );

  test('300 KB are refused unread, and the sender stays', async () => {
    await calm();
    const before = await everything();
    const id = nadia.nextId();
    nadia.send(JSON.stringify({ id, k: 'c', n: 'requests.submit', i: 'x'.repeat(300_000), c: commandId() }));
    expect((await nadia.reply(id)).e).toEqual({ code: 'too_large', limit: 200_000 });
    expect(await everything()).toEqual(before);
    expect(nadia.player.online).toBe(true);
  });

  test('a local event of another resource is not a player', async () => {
    await silence(nadia, () => {
      atelier.sandbox.console('emit atelier:call {"id":1,"k":"q","n":"requests.mine","i":{}}').catch(() => undefined);
    });
  });
});

describe('text is stored and shown unchanged', () => {
  const texts = [
    '; DROP TABLE atelier_request; --',
    '`backticks` "quotes" \'single\' \\ backslash \\n',
    '<script>alert(1)</script> &amp; <img src=x onerror=alert(1)>',
    'local t = {} -- Lua\nprint(("%s"):format(t[1]))',
    'emoji 👩🏽‍🔧 🇫🇷 𝕬 and é (combining)',
    'العربية من اليمين إلى اليسار ‏123',
    '? :name @name ?? %s ${x} {{count}}',
    'tab\tand\r\nboth line ends\n',
    '  blanks on both sides  ',
  ];

  test.each(texts)('%j', async (text) => {
    await calm();
    await atelier.sandbox.database.query('UPDATE atelier_account SET open_requests = 0');
    const input = await twoLines(nadia);
    const lines = [
      {
        serviceId: input.lines[1]?.serviceId ?? '',
        answers: { scriptName: 'x', problem: 'error', symptom: text, code: text },
      },
    ];
    const { requestId } = await nadia.command('requests.submit', { title: 'Texte', description: text, lines });
    const { snapshot } = await ines.watch('requests.one', { requestId });
    expect(snapshot.description).toBe(text);
    expect(snapshot.lines[0]?.answers).toEqual(lines[0]?.answers);
  });

  test('10,000 characters of code', async () => {
    await calm();
    await atelier.sandbox.database.query('UPDATE atelier_account SET open_requests = 0');
    const code = `${'é—😀x'.repeat(2_000)}`;
    expect(code.length).toBe(ANSWER_LIMITS.code);
    const input = await twoLines(nadia);
    const lines = [
      {
        serviceId: input.lines[1]?.serviceId ?? '',
        answers: { scriptName: 'x', problem: 'error', symptom: 'y', code },
      },
    ];
    const { requestId } = await nadia.command('requests.submit', { title: 'Code', description: 'Voir le code', lines });
    const { snapshot } = await ines.watch('requests.one', { requestId });
    expect(snapshot.lines[0]?.answers.code).toBe(code);
  });
});

describe('the same command sent again', () => {
  test('ten clicks are one request, also when they run at the same time', async () => {
    await calm();
    await atelier.sandbox.database.query('UPDATE atelier_account SET open_requests = 0');
    const count = async () =>
      Number((await atelier.sandbox.database.query('SELECT COUNT(*) AS n FROM atelier_request'))[0]?.n);
    const before = await count();
    const input = await twoLines(nadia);
    const id = commandId();
    const answers = await Promise.all(Array.from({ length: 4 }, () => nadia.command('requests.submit', input, id)));
    const later = await nadia.command('requests.submit', input, id);
    expect(new Set([...answers, later].map(({ requestId }) => requestId)).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });
});
