namespace JsHrss.IdP.Web.Addresses;

/// <summary>我的收件地址, to be drawn.</summary>
/// <param name="Book">What stands in it.</param>
/// <param name="Home">Address of the page.</param>
/// <param name="Mark">Tells one person from any other (case RT-16).</param>
internal sealed record AddressListShown(AddressBookShown Book, string Home, string Mark)
{
    /// <summary>The one whose removal is asked about; null: none.</summary>
    public AddressShown? Leaving { get; init; }

    /// <summary>What was just done; null: nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Why nothing was done.</summary>
    public IReadOnlyList<FormMistake> Mistakes { get; init; } = [];
}

/// <summary>新增收件地址 or 修改, to be drawn.</summary>
/// <param name="Fields">As typed.</param>
/// <param name="Home">Address of the book's page.</param>
/// <param name="Mark">Tells one person from any other (case RT-16).</param>
/// <param name="Changed">The address that is changed; null: a new one.</param>
internal sealed record AddressFormShown(AddressFields Fields, string Home, string Mark, AddressShown? Changed)
{
    /// <summary>What the address of a new one's page ends with.</summary>
    public const string New = "new";

    /// <summary>Address of this page.</summary>
    public string Place => $"{Home}/{Changed?.Id ?? New}";

    /// <summary>The version that the form was filled from.</summary>
    public int Version { get; init; }

    /// <summary>Somebody changed it meanwhile: what stands there now is shown.</summary>
    public bool ShowsPresent { get; init; }

    /// <summary>The book has no default yet, or this is it: nothing is to be ticked.</summary>
    public bool IsDefaultAnyway { get; init; }

    /// <summary>Of the whole form.</summary>
    public IReadOnlyList<FormMistake> Mistakes { get; init; } = [];

    /// <summary>The mistake at a field; null: none.</summary>
    public FormMistake? At(string field) => Mistakes.FirstOrDefault(one => one.IsAtField && one.Field == field);
}
