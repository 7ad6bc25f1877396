using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Tests.Ledger;
using JsHrss.Storage.Tests.Databases;

namespace JsHrss.Storage.Tests.Accounts;

public abstract class AccountDirectoryTests(TestDatabase on) : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private readonly HandMovedClock clock = new();
    private TestStore store = null!;
    private Samples samples = null!;

    private IAccountDirectory Directory => store.Get<IAccountDirectory>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.StartAsync(on, clock);
        samples = new Samples(clock);
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan, Ct);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Theory]
    [InlineData(Samples.SunNumber)]
    [InlineData(Samples.SunMobile)]
    [InlineData(" +86 130 0000 0006")]
    [Trait("Case", "EN-07")]
    public async Task A_person_is_found_by_document_and_by_mobile_in_any_spelling_with_one_credential(string typed)
    {
        var found = Assert.Single(await Directory.FindPersonsAsync(AccountIdentifier.Read(typed, Today), Ct));
        Assert.Equal(samples.Sun.Id, found.Person.Id);
        Assert.Equal(samples.SunPassword.Id, found.Password?.Id);
        Assert.True(found.Password!.Hash.Matches("Demo-2026!"));
    }

    [Fact]
    public async Task Nobody_is_found_by_the_same_one_look_up()
    {
        store.Commands.Reset();
        Assert.Empty(await Directory.FindPersonsAsync(AccountIdentifier.Read("320100198402140230", Today), Ct));
        Assert.Empty(await Directory.FindPersonsAsync(AccountIdentifier.Read("not a number", Today), Ct));
        Assert.Equal(2, store.Commands.Reads);
    }

    [Theory]
    [InlineData("91320100MA0000007X")]
    [InlineData("13150819")]
    public async Task A_member_is_found_by_the_units_code_and_number_with_the_memberships_password(string unit)
    {
        var found = Assert.Single(await Directory.FindMembersAsync(UnitCode.Read(unit), AccountIdentifier.Read(Samples.WangMobile, Today), Ct));
        Assert.Equal(samples.Member.Id, found.Unit.Membership);
        Assert.Equal(samples.WangUnitPassword.Id, found.Password?.Id);
    }

    [Fact]
    [Trait("Case", "UN-18")]
    [Trait("Case", "UN-19")]
    public async Task A_person_of_another_unit_and_a_unit_by_an_institutions_number_find_nothing()
    {
        Assert.Empty(await Directory.FindMembersAsync(UnitCode.Read("13150819"), AccountIdentifier.Read(Samples.SunNumber, Today), Ct));
        Assert.Empty(await Directory.FindMembersAsync(UnitCode.Read("J0000007"), AccountIdentifier.Read(Samples.WangNumber, Today), Ct));
        Assert.Empty(await Directory.FindMembersAsync(UnitCode.Read("13150820"), AccountIdentifier.Read(Samples.WangNumber, Today), Ct));
    }

    [Fact]
    public async Task Units_are_found_by_code_number_and_the_number_of_their_institution()
    {
        var units = store.Get<IUnitStore>();
        foreach (var code in new[] { "91320100MA0000007X", "13150819", "J0000007" })
            Assert.Equal(samples.Unit, Assert.Single(await units.FindAsync(UnitCode.Read(code), Ct)));
        Assert.Empty(await units.FindAsync(UnitCode.Read("13150899"), Ct));
    }

    [Fact]
    public async Task Planting_again_changes_nothing()
    {
        await store.Get<IAccountsSeed>().PlantAsync(samples.Plan with { Persons = [samples.Sun with { Level = AssuranceLevel.RealPerson }] }, Ct);
        Assert.Equal(2, store.Count("person"));
        Assert.Equal(1, store.Count("membership"));
        Assert.Equal(AssuranceLevel.RealName, (await store.Get<IUnitStore>().MembershipsAsync(samples.Sun.Id, Ct))?.Person.Level);
        Assert.Equal("劳动合同拟定", store.Get<IBusinessItems>().All[Samples.Item("SI-0101")].Name);
    }

    [Fact]
    [Trait("Case", "PI-01")]
    public async Task No_number_mobile_or_name_of_a_person_stands_in_the_files()
    {
        await store.DisposeKeepingFilesAsync();
        foreach (var file in System.IO.Directory.GetFiles(store.Folder))
        {
            var bytes = await File.ReadAllBytesAsync(file, Ct);
            foreach (var canary in new[] { Samples.SunNumber, Samples.SunMobile, Samples.WangNumber, Samples.WangMobile, "孙示名", "王示办", "320800", "Demo-2026!" })
            {
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{canary} stands in {Path.GetFileName(file)}");
                Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(canary)) < 0, $"{canary} stands in {Path.GetFileName(file)}");
            }
        }
    }
}

public sealed class AccountDirectoryTestsOnSqlite() : AccountDirectoryTests(TestDatabase.Sqlite);

public sealed class AccountDirectoryTestsOnPostgreSql(PostgreSqlTests server) : AccountDirectoryTests(server);
