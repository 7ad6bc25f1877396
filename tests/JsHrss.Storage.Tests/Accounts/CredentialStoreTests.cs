using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class CredentialStoreTests(TestDatabase on) : IAsyncLifetime
{
    private readonly HandMovedClock clock = new();
    private readonly LockoutOptions options = new();
    private TestStore store = null!;
    private Samples samples = null!;

    private ICredentialStore Credentials => store.Get<ICredentialStore>();

    private CredentialId Id => samples.SunPassword.Id;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    [Trait("Case", "EN-08")]
    public async Task A_hundred_parallel_attempts_count_as_a_hundred()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () => await Credentials.ReserveAttemptAsync(Id, options, clock.Now, Ct), Ct)));

        Assert.Equal([1, 2, 3, 4, 5], attempts.OfType<Attempt.Counted>().Select(attempt => attempt.Failures).Order());
        Assert.Equal(5, attempts.OfType<Attempt.WhileLocked>().Count());
        Assert.Equal(90, attempts.OfType<Attempt.NotCompared>().Count());
        Assert.All(attempts.OfType<Attempt.WhileLocked>(), attempt => Assert.Equal(clock.Now.AddHours(4), attempt.Until));
    }

    [Fact]
    public async Task The_statement_does_what_the_rule_says_over_any_course_of_attempts()
    {
        var random = new Random(7);
        var state = LockState.Open;
        for (var i = 0; i < 400; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(random.Next(6) switch { 0 => 31, 1 => 241, _ => random.Next(8) }));
            (state, var expected) = LockRule.Reserve(state, options, clock.Now);

            Assert.Equal(expected, await Credentials.ReserveAttemptAsync(Id, options, clock.Now, Ct));

            if (random.Next(9) == 0 && expected is Attempt.Counted)
            {
                await Credentials.SettleAttemptAsync(new AttemptSettled(Id, true, null, samples.SunPassword.Hash, []), Ct);
                state = LockState.Open;
            }

            var row = store.Query("select failures, window_from, locked_until, compared_while_locked from credential where membership is null")[0];
            Assert.Equal(state, new LockState((int)(long)row[0]!, At(row[1]), At(row[2]), (int)(long)row[3]!));
        }
    }

    [Fact]
    public async Task A_credential_that_exists_nowhere_costs_the_same_command_and_is_unknown()
    {
        store.Commands.Reset();
        Assert.IsType<Attempt.Unknown>(await Credentials.ReserveAttemptAsync(CredentialId.New(clock.Now), options, clock.Now, Ct));
        Assert.Equal((0, 1), (store.Commands.Reads, store.Commands.Writes));
    }

    [Fact]
    [Trait("Case", "PI-12")]
    public async Task A_hash_is_renewed_only_while_it_is_the_one_that_was_compared()
    {
        var dearer = PasswordHash.Of("Demo-2026!", 2);
        Assert.False(await Credentials.SettleAttemptAsync(new AttemptSettled(Id, true, dearer, PasswordHash.Of("another", 1), []), Ct));
        Assert.Equal(samples.SunPassword.Hash.Store(), store.Query("select hash from credential where membership is null")[0][0]);

        Assert.True(await Credentials.SettleAttemptAsync(new AttemptSettled(Id, true, dearer, samples.SunPassword.Hash, []), Ct));
        Assert.Equal(dearer.Store(), store.Query("select hash from credential where membership is null")[0][0]);
    }

    [Fact]
    [Trait("Case", "RC-04")]
    public async Task The_former_password_clears_nothing_and_its_success_is_not_told()
    {
        await Credentials.ReserveAttemptAsync(Id, options, clock.Now, Ct);
        store.Query("update credential set hash = 'pbkdf2-sha512$1$AAAA$AAAA' where membership is null");
        var told = new AuditFact { Code = FactCodes.SignIn, Result = AuditResult.Ok, At = clock.Now };

        Assert.False(await Credentials.SettleAttemptAsync(new AttemptSettled(Id, true, null, samples.SunPassword.Hash, [told]), Ct));

        Assert.Equal((1, 0), (store.Count("credential where failures = 1"), store.Count($"audit_fact where code = '{told.Code}'")));
        Assert.True(await Credentials.SettleAttemptAsync(new AttemptSettled(Id, false, null, samples.SunPassword.Hash, [told with { Result = AuditResult.Refused }]), Ct));
        Assert.Equal(1, store.Count($"audit_fact where code = '{told.Code}'"));
    }

    [Fact]
    public async Task A_lock_of_one_credential_is_no_lock_of_another()
    {
        for (var i = 0; i < 5; i++)
            await Credentials.ReserveAttemptAsync(Id, options, clock.Now, Ct);
        Assert.Equal(new Attempt.Counted(1, null), await Credentials.ReserveAttemptAsync(samples.WangUnitPassword.Id, options, clock.Now, Ct));
    }

    private static DateTimeOffset? At(object? value) => value is long ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}

public sealed class CredentialStoreTestsOnSqlite() : CredentialStoreTests(TestDatabase.Sqlite);

public sealed class CredentialStoreTestsOnPostgreSql(PostgreSqlTests server) : CredentialStoreTests(server);
