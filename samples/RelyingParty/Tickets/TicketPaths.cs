namespace RelyingParty.Tickets;

/// <summary>Which path belongs to which client: a ticket of one client never opens pages of another.</summary>
internal static class TicketPaths
{
    public const string Hall = "hall";
    public const string Partner = "partner";
    public const string Agency = "agency";
    public const string UnitDesk = "unit-desk";

    public static string RootOf(string scheme) => scheme switch
    {
        Hall => "/s",
        _ => $"/{scheme}/s",
    };

    /// <summary>Where a client starts without a ticket.</summary>
    public static string HomeOf(string scheme) => scheme == Hall ? "/" : $"/{scheme}";

    /// <summary>The client of a name that came with an address; the hall for all that we do not know.</summary>
    public static string Known(string? name) => name is Partner or Agency or UnitDesk ? name : Hall;

    public static string SchemeOf(PathString path) =>
        path.StartsWithSegments("/" + Partner, StringComparison.OrdinalIgnoreCase) ? Partner
        : path.StartsWithSegments("/" + Agency, StringComparison.OrdinalIgnoreCase) ? Agency
        : path.StartsWithSegments("/" + UnitDesk, StringComparison.OrdinalIgnoreCase) ? UnitDesk
        : Hall;
}
