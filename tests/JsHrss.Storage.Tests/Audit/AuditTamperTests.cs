using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Tests.Audit;

/// <summary>What somebody with the file and without the key can do, and what the verification says.</summary>
[Trait("Case", "AD-14")]
public sealed class AuditTamperTests : IAsyncLifetime
{
    /// <summary>The last place of the first seal; the store tells of its own first keys there.</summary>
    private long first;
    private Trail trail = null!;

    public async ValueTask InitializeAsync()
    {
        trail = await Trail.StartAsync();
        await trail.SealAsync();
        first = trail.Number("select max(tx) from audit_fact");
        await trail.SealedAsync(3, 4); // seals 2, 3, 4
        Assert.Null((await trail.VerifyAsync()).Finding);
    }

    public ValueTask DisposeAsync() => trail.DisposeAsync();

    [Fact]
    public async Task Any_changed_column_of_a_fact_names_the_fact()
    {
        var tx = first + 6;
        trail.Tamper($"create table kept as select * from audit_fact where tx = {tx}");
        foreach (var change in new[]
        {
            "id = x'000102030405060708090a0b0c0d0e0f'", "at = at + 1", "node = 'other'", "trace = null", "code = 'other'", "outcome = 'refused'", "reason = null", "actor = id", "subject = id", "unit = id",
            "membership = id", "mandate = id", "client = 'partner'", "address = '192.0.2.8'", "port = port + 1", "agent = ''", "detail_digest = mac", "mac_alg = 2", "mac_key = 2", "mac_key = 70000", "mac = x''",
            "mac = zeroblob(32)", "code = x'ff'", "id = x'00'", "at = 'soon'", "port = 99999999999",
        })
        {
            trail.Tamper($"update audit_fact set {change} where tx = {tx}");
            var finding = (await trail.VerifyAsync()).Finding;
            Assert.True(finding is { Fault: AuditFault.FactChanged, Seal: 3 } && finding.Tx == tx, $"{change}: {finding}");
            trail.Tamper($"delete from audit_fact where tx = {tx}; insert into audit_fact select * from kept");
        }

        Assert.Null((await trail.VerifyAsync()).Finding);
    }

    [Fact]
    public async Task A_removed_fact_is_named_by_its_place()
    {
        trail.Tamper($"delete from audit_fact where tx in ({first + 7}, {first + 8})");
        Is(await trail.VerifyAsync(), AuditFault.FactMissing, 3, first + 7);
    }

    [Fact]
    public async Task The_first_fact_removed_is_missed_too()
    {
        trail.Tamper("delete from audit_fact where tx = 1");
        Is(await trail.VerifyAsync(), AuditFault.FactMissing, 1, 1);
    }

    [Fact]
    public async Task All_facts_of_the_first_seals_removed_are_missed_as_nothing_tells_of_a_drop()
    {
        trail.Tamper($"delete from audit_fact where tx <= {first + 4}");
        Is(await trail.VerifyAsync(), AuditFault.FactMissing, 1, 1);
    }

    [Fact]
    public async Task A_fact_before_the_first_is_an_added_one()
    {
        trail.Tamper($"drop index audit_fact_id; {Copy(first + 1, -3)}");
        Is(await trail.VerifyAsync(), AuditFault.FactAdded, 1, -3);
    }

    [Theory]
    [InlineData("mac")]
    [InlineData("zeroblob(32)")]
    public async Task A_fact_put_between_others_is_named(string mac)
    {
        // Numbers are left out, as a database with many writers does; there is room between two facts of one seal.
        await trail.TellAsync(1);
        var at = trail.Number("select max(tx) from audit_fact") + 5;
        trail.Tamper($"update sqlite_sequence set seq = {at} where name = 'audit_fact'");
        await trail.TellAsync(2);
        await trail.SealAsync();
        Assert.Null((await trail.VerifyAsync()).Finding);

        trail.Tamper($"drop index audit_fact_id; {Copy(first + 2, at, mac)}"); // with a MAC that verifies, or none

        Is(await trail.VerifyAsync(), AuditFault.FactAdded, 5, at);
    }

    [Fact]
    public async Task A_fact_in_the_place_of_another_is_a_changed_one()
    {
        trail.Tamper($"drop index audit_fact_id; delete from audit_fact where tx = {first + 6}; {Copy(first + 2, first + 6)}");
        var finding = (await trail.VerifyAsync()).Finding;
        Assert.True(finding is { Fault: AuditFault.FactsReordered, Seal: 3 }, $"{finding}");
    }

    [Fact]
    public async Task Exchanged_MACs_name_the_first_of_the_two()
    {
        trail.Tamper($"""
            create table macs as select tx, mac from audit_fact where tx in ({first + 2}, {first + 3});
            update audit_fact set mac = (select mac from macs where macs.tx = {2 * first + 5} - audit_fact.tx) where tx in ({first + 2}, {first + 3})
            """);
        Is(await trail.VerifyAsync(), AuditFault.FactChanged, 2, first + 2);
    }

    [Fact]
    public async Task Facts_in_each_others_place_are_both_named()
    {
        trail.Tamper($"update audit_fact set tx = -1 where tx = {first + 1}; update audit_fact set tx = {first + 1} where tx = {first + 3}; update audit_fact set tx = {first + 3} where tx = -1");
        Is(await trail.VerifyAsync(), AuditFault.FactsReordered, 2, first + 1);
    }

    [Fact]
    public async Task A_fact_that_is_not_sealed_yet_is_held_to_its_MAC()
    {
        await trail.TellAsync(3);
        trail.Tamper($"update audit_fact set reason = 'other' where tx = {first + 14}");
        Is(await trail.VerifyAsync(), AuditFault.FactChanged, null, first + 14);
    }

    [Fact]
    public async Task Any_changed_column_of_a_seal_names_the_seal()
    {
        trail.Tamper("create table kept as select * from audit_seal where number = 3");
        foreach (var change in new[]
        {
            "epoch = 2", "from_tx = from_tx + 1", "to_tx = to_tx - 1", "count = count - 1", "merkle_root = hash", "previous_hash = merkle_root", "hash = merkle_root", "mac_alg = 2", "mac_key = 2", "mac = hash", "at = at + 1",
            "hash = null || 'x'", "count = 'many'",
        })
        {
            trail.Tamper($"update or ignore audit_seal set {change} where number = 3");
            if (trail.Number("select count(*) from audit_seal s join kept k using (number, epoch, from_tx, to_tx, count, merkle_root, previous_hash, hash, mac_alg, mac_key, mac, at)") == 1)
                continue; // the column's own constraint refused it
            var finding = (await trail.VerifyAsync()).Finding;
            Assert.True(finding is { Fault: AuditFault.SealChanged, Seal: 3 }, $"{change}: {finding}");
            trail.Tamper("delete from audit_seal where number = 3; insert into audit_seal select * from kept");
        }

        Assert.Null((await trail.VerifyAsync()).Finding);
    }

    [Fact]
    public async Task A_seal_made_anew_without_the_key_is_named()
    {
        // The tree and the chain need no key; whoever changes a fact can make them anew, but not the MACs.
        trail.Tamper($"update audit_fact set reason = 'other' where tx = {first + 12}");
        var database = trail.Store.Get<IHallDatabase>();
        var facts = new FactCursor(database, first + 9, first + 13);
        var tree = new MerkleTree();
        while (await facts.TakeBelowAsync(long.MaxValue, TestContext.Current.CancellationToken) is { } fact)
            tree.Add(FactBytes.Leaf(fact.Row));
        trail.Tamper($"update audit_seal set merkle_root = x'{Convert.ToHexString(tree.Root)}' where number = 4");
        var seal = (await database.ReadAsync(SealTable.Last, TestContext.Current.CancellationToken))!;
        trail.Tamper($"update audit_seal set hash = x'{Convert.ToHexString(SealHash.Of(seal))}' where number = 4");

        Is(await trail.VerifyAsync(), AuditFault.SealChanged, 4, null);
    }

    [Theory]
    [InlineData("number = 1", 1)]
    [InlineData("number = 3", 3)]
    [InlineData("number in (2, 3)", 2)]
    public async Task A_removed_seal_is_named(string which, long missing)
    {
        trail.Tamper($"delete from audit_seal where {which}");
        Is(await trail.VerifyAsync(), AuditFault.SealMissing, missing, null);
    }

    [Fact]
    public async Task A_cut_tail_is_seen_by_whoever_wrote_the_newest_seal_down()
    {
        var (newest, export) = ((await trail.VerifyAsync()).LastSeal!, trail.Folder("export"));
        await trail.ExportAsync(export);
        trail.Tamper($"delete from audit_fact where tx > {first + 8}; delete from audit_seal where number = 4");

        Assert.Null((await trail.VerifyAsync()).Finding); // the database alone cannot know
        Is(await trail.VerifyAgainstAsync(export), AuditFault.SealMissing, 4, null);
        Is(await trail.VerifyAsync(known: KnownSeal.Read(newest.ToString())!), AuditFault.SealMissing, 4, null);

        // Nor does it help to go on from there.
        await trail.SealedAsync(2, 4);
        Is(await trail.VerifyAgainstAsync(export), AuditFault.SealNotTheKnown, 4, null);
        await Assert.ThrowsAsync<InvalidOperationException>(() => trail.ExportAsync(export));
    }

    [Fact]
    public async Task The_walk_can_begin_at_a_later_seal()
    {
        trail.Tamper($"delete from audit_fact where tx = {first + 2}");
        Is(await trail.VerifyAsync(), AuditFault.FactMissing, 2, first + 2);
        var verdict = await trail.VerifyAsync(from: 3);
        Assert.Null(verdict.Finding);
        Assert.Equal((2, 8), (verdict.Seals, verdict.SealedFacts));
        await Assert.ThrowsAsync<InvalidOperationException>(() => trail.VerifyAsync(from: 9));
    }

    [Fact]
    public async Task A_detail_that_was_changed_or_exchanged_names_its_fact()
    {
        trail.Tamper($"""
            create table kept as select * from audit_detail where fact in (select id from audit_fact where tx in ({first + 5}, {first + 6}));
            update audit_detail set detail_sealed = (select detail_sealed from kept where kept.fact <> audit_detail.fact), salt = (select salt from kept where kept.fact <> audit_detail.fact) where fact in (select fact from kept)
            """);
        Is(await trail.VerifyAsync(), AuditFault.DetailChanged, 3, first + 5);

        // Sealed with the right key for the right fact, and yet another text: the digest in the fact says so.
        var id = new Guid((byte[])trail.Store.Query($"select id from audit_fact where tx = {first + 5}")[0][0]!, bigEndian: true);
        var other = trail.Store.Get<FieldCipher>().Seal(SealedField.AuditDetail, id, "{}"u8);
        trail.Tamper($"""
            delete from audit_detail where fact in (select fact from kept); insert into audit_detail select * from kept;
            update audit_detail set detail_sealed = x'{Convert.ToHexString(other)}' where fact = x'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}'
            """);
        Is(await trail.VerifyAsync(), AuditFault.DetailChanged, 3, first + 5);
    }

    [Fact]
    public async Task Details_deleted_past_the_command_are_counted_and_told_apart()
    {
        trail.Tamper($"delete from audit_detail where fact in (select id from audit_fact where tx > {first + 10})");
        var verdict = await trail.VerifyAsync();
        Assert.Null(verdict.Finding);
        Assert.Equal((2, 0), (verdict.ErasedDetails, verdict.ErasuresTold));
    }

    private static string Copy(long from, long to, string mac = "mac") => $"""
        insert into audit_fact(tx, id, at, node, trace, code, outcome, reason, actor, subject, unit, membership, mandate, client, address, port, agent, detail_digest, mac_alg, mac_key, mac)
        select {to}, id, at, node, trace, code, outcome, reason, actor, subject, unit, membership, mandate, client, address, port, agent, detail_digest, mac_alg, mac_key, {mac} from audit_fact where tx = {from}
        """;

    private static void Is(AuditVerdict verdict, AuditFault fault, long? seal, long? tx) =>
        Assert.True(verdict.Finding is { } found && found.Fault == fault && found.Seal == seal && found.Tx == tx, $"{verdict.Finding}");
}
