namespace RelyingParty.Tickets;

/// <summary>Which path belongs to which client: a ticket of one client never opens pages of another.</summary>
internal static class TicketPaths
{
    public const string Hall = "hall";
    public const string Partner = "partner";
    public const string UnitDesk = "unit-desk";

    public static string RootOf(string scheme) => scheme switch
    {
        Hall => "/s",
        _ => $"/{scheme}/s",
    };

    public static string SchemeOf(PathString path) =>
        path.StartsWithSegments("/" + Partner, StringComparison.OrdinalIgnoreCase) ? Partner
        : path.StartsWithSegments("/" + UnitDesk, StringComparison.OrdinalIgnoreCase) ? UnitDesk
        : Hall;
}
