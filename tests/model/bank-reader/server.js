// Tells a test what ESX holds in memory: the console command `bank <player id>` writes one line.
RegisterCommand(
  'bank',
  (_source, [player]) => {
    const account = exports.es_extended.RunStaticPlayerMethod(Number(player), 'getAccount', 'bank');
    console.log(`bank of ${player}: ${account ? account.money : 'nobody'}`);
  },
  true,
);
