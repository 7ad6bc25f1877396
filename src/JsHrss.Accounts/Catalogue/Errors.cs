namespace JsHrss.Accounts.Catalogue;

/// <summary>What may be wrong with a row of the catalogue. Stable.</summary>
public static class CatalogueErrors
{
    /// <summary>The member is required.</summary>
    public const string Missing = "missing";

    /// <summary>The value has not the form of its member, or is none of its words.</summary>
    public const string Form = "form";

    /// <summary>Another row has the same code, or the member names something twice.</summary>
    public const string Repeated = "repeated";

    /// <summary>No row has the code of the parent.</summary>
    public const string UnknownParent = "unknown_parent";

    /// <summary>The item stands under itself.</summary>
    public const string Circle = "circle";

    /// <summary>More levels than <see cref="ImportItems.MostLevels"/>.</summary>
    public const string TooDeep = "too_deep";

    /// <summary>The last day lies before the first.</summary>
    public const string Inverted = "inverted";

    /// <summary>The catalogue holds the item and the import does not. Items end by their validity and are never taken out: a mandate may name them, and a code given anew would hand it something else.</summary>
    public const string Removed = "removed";
}
