using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Catalogue;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Tests.Support;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Tests.Catalogue;

public sealed class ImportItemsTests
{
    private static readonly CatalogueRow Good = new() { Code = "SI-0101", Name = "劳动合同拟定", MinimumLevel = "real_name", Actions = ["query", "submit"] };

    private readonly Catalogue _catalogue = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<ImportOutcome> ImportAsync(params CatalogueRow[] rows) => ImportOverAsync(CatalogueRevision.Of(_catalogue.Items), rows);

    private async Task<ImportOutcome> ImportOverAsync(string revision, params CatalogueRow[] rows) =>
        await new ImportItems(_catalogue, new HandMovedTime()).DoAsync(new ItemImport([.. rows], revision, "item-catalogue"), Ct);

    [Fact]
    [Trait("Spec", "R139")]
    public async Task A_catalogue_is_taken_over_with_its_tree_and_told_in_one_fact()
    {
        var imported = Assert.IsType<ImportOutcome.Imported>(await ImportAsync(
            Good with { Code = "SI", Name = "社会保险", Actions = [] },
            Good with { Parent = "SI" },
            Good with { Code = "SI-0301", Name = "职业技能等级认定", MinimumLevel = "real_person", Actions = ["review", "query"], Parent = "SI", FirstDay = "2026-01-01", LastDay = "2026-12-31" }));

        Assert.Equal((3, 0, CatalogueRevision.Of(_catalogue.Items)), (imported.Added, imported.Changed, imported.Revision));
        Assert.Equal(
            new BusinessItem(BusinessItemCode.Read("SI-0301").Value, "职业技能等级认定", AssuranceLevel.RealPerson, ItemActions.Query | ItemActions.Review, Validity.Between(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)).Value, BusinessItemCode.Read("SI").Value),
            _catalogue.Items.Single(item => item.Code.Value == "SI-0301"));
        var fact = Assert.Single(_catalogue.Facts);
        Assert.Equal((FactCodes.ItemsImported, "item-catalogue", "3"), (fact.Code, fact.Client, fact.Detail["added"]));
    }

    [Fact]
    public async Task What_says_the_same_changes_nothing_and_what_differs_is_changed()
    {
        await ImportAsync(Good, Good with { Code = "SI-0102" });
        Assert.Equal((0, 0), Of(await ImportAsync(Good with { Code = "SI-0102" }, Good)));
        Assert.Single(_catalogue.Facts);
        Assert.Equal((1, 1), Of(await ImportAsync(Good, Good with { Code = "SI-0102", Name = "另一名称" }, Good with { Code = "SI-0103" })));
        Assert.Equal("SI-0102", _catalogue.Facts[^1].Detail["changed"]);

        static (int, int) Of(ImportOutcome outcome) => Assert.IsType<ImportOutcome.Imported>(outcome) is var done ? (done.Added, done.Changed) : default;
    }

    [Fact]
    public async Task Nobody_writes_over_what_they_have_not_seen()
    {
        var seen = CatalogueRevision.Of(_catalogue.Items);
        await ImportAsync(Good);
        Assert.Equal(CatalogueRevision.Of(_catalogue.Items), Assert.IsType<ImportOutcome.Overtaken>(await ImportOverAsync(seen, Good with { Name = "另一名称" })).Revision);

        // Somebody was first between reading and writing.
        _catalogue.BeforeApplying = () => _catalogue.Items = _catalogue.Items.Add(_catalogue.Items[0] with { Code = BusinessItemCode.Read("SI-0999").Value });
        Assert.IsType<ImportOutcome.Overtaken>(await ImportAsync(Good with { Name = "另一名称" }));
        Assert.Single(_catalogue.Facts);
    }

    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "no code", "code", CatalogueErrors.Missing },
        { "a code in small letters", "code", CatalogueErrors.Form },
        { "the same code again", "code", CatalogueErrors.Repeated },
        { "no name", "name", CatalogueErrors.Missing },
        { "a name too long", "name", CatalogueErrors.Form },
        { "a name with a blank at its end", "name", CatalogueErrors.Form },
        { "a name over two lines", "name", CatalogueErrors.Form },
        { "a name that changes direction", "name", CatalogueErrors.Form },
        { "half a character", "name", CatalogueErrors.Form },
        { "no level", "min_level", CatalogueErrors.Missing },
        { "a level of another spelling", "min_level", CatalogueErrors.Form },
        { "no actions", "actions", CatalogueErrors.Missing },
        { "an unknown action", "actions", CatalogueErrors.Form },
        { "an action that is nothing", "actions", CatalogueErrors.Form },
        { "an action twice", "actions", CatalogueErrors.Repeated },
        { "a parent of the wrong form", "parent", CatalogueErrors.Form },
        { "a parent that is not there", "parent", CatalogueErrors.UnknownParent },
        { "itself as parent", "parent", CatalogueErrors.Circle },
        { "no last day", "validity", CatalogueErrors.Missing },
        { "a day that does not exist", "validity", CatalogueErrors.Form },
        { "days the wrong way round", "validity", CatalogueErrors.Inverted },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_wrong_row_is_named_and_nothing_is_written(string what, string member, string problem)
    {
        var row = Good with { Code = "SI-0102" };
        row = what switch
        {
            "no code" => row with { Code = null },
            "a code in small letters" => row with { Code = "si-0102" },
            "the same code again" => Good,
            "no name" => row with { Name = "" },
            "a name too long" => row with { Name = new string('名', 101) },
            "a name with a blank at its end" => row with { Name = "名 " },
            "a name over two lines" => row with { Name = "名\n称" },
            "a name that changes direction" => row with { Name = "名\u202e称" },
            "half a character" => row with { Name = "\ud800" },
            "no level" => row with { MinimumLevel = null },
            "a level of another spelling" => row with { MinimumLevel = "RealName" },
            "no actions" => row with { Actions = null },
            "an unknown action" => row with { Actions = ["approve"] },
            "an action that is nothing" => row with { Actions = [null] },
            "an action twice" => row with { Actions = ["query", "query"] },
            "a parent of the wrong form" => row with { Parent = "" },
            "a parent that is not there" => row with { Parent = "SI-0777" },
            "itself as parent" => row with { Parent = "SI-0102" },
            "no last day" => row with { FirstDay = "2026-01-01" },
            "a day that does not exist" => row with { FirstDay = "2026-02-30", LastDay = "2026-12-31" },
            "days the wrong way round" => row with { FirstDay = "2026-12-31", LastDay = "2026-01-01" },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        var fault = Assert.Single(Assert.IsType<ImportOutcome.Refused>(await ImportAsync(Good, row)).Faults);
        Assert.Equal((2, member, problem), (fault.Row, fault.Member, fault.Problem));
        Assert.Empty(_catalogue.Items);
    }

    [Fact]
    public async Task Circles_of_several_items_and_trees_too_deep_are_refused_at_every_row_concerned()
    {
        var circle = Assert.IsType<ImportOutcome.Refused>(await ImportAsync(Good with { Code = "A1", Parent = "A2" }, Good with { Code = "A2", Parent = "A3" }, Good with { Code = "A3", Parent = "A1" }));
        Assert.Equal([1, 2, 3], circle.Faults.Select(fault => fault.Row));
        Assert.All(circle.Faults, fault => Assert.Equal(CatalogueErrors.Circle, fault.Problem));

        CatalogueRow[] chain = [.. Enumerable.Range(1, ImportItems.MostLevels + 1).Select(n => Good with { Code = $"B{n}", Parent = n == 1 ? null : $"B{n - 1}" })];
        var deep = Assert.Single(Assert.IsType<ImportOutcome.Refused>(await ImportAsync(chain)).Faults);
        Assert.Equal((ImportItems.MostLevels + 1, CatalogueErrors.TooDeep), (deep.Row, deep.Problem));
        Assert.IsType<ImportOutcome.Imported>(await ImportAsync(chain[..^1]));
    }

    [Fact]
    public async Task An_item_is_never_taken_out_because_mandates_may_name_it()
    {
        await ImportAsync(Good, Good with { Code = "SI-0102" });
        var fault = Assert.Single(Assert.IsType<ImportOutcome.Refused>(await ImportAsync(Good)).Faults);
        Assert.Equal(new CatalogueFault(0, "SI-0102", "code", CatalogueErrors.Removed), fault);
    }

    private sealed class Catalogue : IItemCatalogue
    {
        public ImmutableArray<BusinessItem> Items { get; set; } = [];

        public List<AuditFact> Facts { get; } = [];

        public Action? BeforeApplying { get; set; }

        public ValueTask<ImmutableArray<BusinessItem>> ReadAsync(CancellationToken ct) => ValueTask.FromResult(Items);

        public ValueTask<bool> ApplyAsync(CatalogueChange change, CancellationToken ct)
        {
            BeforeApplying?.Invoke();
            if (CatalogueRevision.Of(Items) != change.Of)
                return ValueTask.FromResult(false);
            Items = [.. Items.Where(item => change.Changed.All(other => other.Code != item.Code)), .. change.Changed, .. change.Added];
            Facts.AddRange(change.Facts);
            return ValueTask.FromResult(true);
        }
    }
}
