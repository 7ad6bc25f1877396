using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Catalogue;

/// <summary>Reads rows as items, and collects everything that is wrong with any of them.</summary>
internal sealed class CatalogueReading
{
    private const int LongestName = 100;

    private readonly ImmutableArray<CatalogueFault>.Builder _faults = ImmutableArray.CreateBuilder<CatalogueFault>();
    private readonly Dictionary<BusinessItemCode, (int Row, BusinessItem Item)> _items = [];

    public CatalogueReading(ImmutableArray<CatalogueRow> rows)
    {
        for (var n = 0; n < rows.Length; n++)
            Read(n + 1, rows[n]);
        foreach (var (row, item) in _items.Values)
            CheckPlace(row, item);
    }

    public ImmutableArray<CatalogueFault> Faults => [.. _faults.OrderBy(fault => fault.Row)];

    /// <summary>Complete only without faults.</summary>
    public IReadOnlyDictionary<BusinessItemCode, BusinessItem> Items => _items.ToDictionary(one => one.Key, one => one.Value.Item);

    private void Read(int number, CatalogueRow row)
    {
        var code = BusinessItemCode.Read(row.Code);
        var shown = code.IsOk ? code.Value.Value : null;
        if (!code.IsOk)
            Fault("code", row.Code is null ? CatalogueErrors.Missing : CatalogueErrors.Form);
        if (FaultOfName(row.Name) is { } wrongName)
            Fault("name", wrongName);
        var parent = row.Parent is null ? default : BusinessItemCode.Read(row.Parent);
        if (row.Parent is not null && !parent.IsOk)
            Fault("parent", CatalogueErrors.Form);
        var level = Enum.GetValues<AssuranceLevel>().Where(one => one.Word() == row.MinimumLevel).Select(one => (AssuranceLevel?)one).FirstOrDefault();
        if (level is null)
            Fault("min_level", row.MinimumLevel is null ? CatalogueErrors.Missing : CatalogueErrors.Form);
        var actions = ActionsOf(row.Actions, wrong => Fault("actions", wrong));
        var validity = ValidityOf(row, wrong => Fault("validity", wrong));
        if (!code.IsOk || level is null)
            return;
        var item = new BusinessItem(code.Value, row.Name ?? "", level.Value, actions, validity, row.Parent is not null && parent.IsOk ? parent.Value : null);
        if (!_items.TryAdd(code.Value, (number, item)))
            Fault("code", CatalogueErrors.Repeated);

        void Fault(string member, string problem) => _faults.Add(new CatalogueFault(number, shown, member, problem));
    }

    private void CheckPlace(int number, BusinessItem item)
    {
        var levels = 1;
        for (var above = item.Parent; above is { } code; levels++)
        {
            if (!_items.TryGetValue(code, out var parent))
            {
                // Said once, at the row that names it.
                if (levels == 1)
                    _faults.Add(new CatalogueFault(number, item.Code.Value, "parent", CatalogueErrors.UnknownParent));
                return;
            }

            if (code == item.Code || levels == ImportItems.MostLevels)
            {
                _faults.Add(new CatalogueFault(number, item.Code.Value, "parent", IsUnderItself(item) ? CatalogueErrors.Circle : CatalogueErrors.TooDeep));
                return;
            }

            above = parent.Item.Parent;
        }
    }

    private bool IsUnderItself(BusinessItem item)
    {
        var seen = new HashSet<BusinessItemCode> { item.Code };
        for (var above = item.Parent; above is { } code && _items.TryGetValue(code, out var parent); above = parent.Item.Parent)
        {
            if (!seen.Add(code))
                return true;
        }

        return false;
    }

    private static string? FaultOfName(string? name) => name switch
    {
        null or "" => CatalogueErrors.Missing,
        { Length: > LongestName } => CatalogueErrors.Form,
        _ when name != name.Trim() || name.EnumerateRunes().Any(sign => !IsShown(sign)) => CatalogueErrors.Form,
        _ => null,
    };

    // Line ends, invisible and direction-changing signs would show one name and mean another (case AZ-17).
    private static bool IsShown(Rune sign) => Rune.GetUnicodeCategory(sign) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate) && sign != Rune.ReplacementChar;

    private static ItemActions ActionsOf(ImmutableArray<string?>? words, Action<string> fault)
    {
        if (words is not { IsDefault: false } all)
        {
            fault(CatalogueErrors.Missing);
            return ItemActions.None;
        }

        var actions = ItemActions.None;
        foreach (var word in all)
        {
            var action = word switch { "query" => ItemActions.Query, "submit" => ItemActions.Submit, "review" => ItemActions.Review, _ => ItemActions.None };
            if (action == ItemActions.None || actions.HasFlag(action))
                fault(action == ItemActions.None ? CatalogueErrors.Form : CatalogueErrors.Repeated);
            actions |= action;
        }

        return actions;
    }

    private static Validity? ValidityOf(CatalogueRow row, Action<string> fault)
    {
        if (row.FirstDay is null && row.LastDay is null)
            return null;
        if (Day(row.FirstDay) is not { } first || Day(row.LastDay) is not { } last)
        {
            fault(row.FirstDay is null || row.LastDay is null ? CatalogueErrors.Missing : CatalogueErrors.Form);
            return null;
        }

        var validity = Validity.Between(first, last);
        if (!validity.IsOk)
            fault(CatalogueErrors.Inverted);
        return validity.OrNull;
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
