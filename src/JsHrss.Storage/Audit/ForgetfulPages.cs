using JsHrss.Storage.Lanes;

namespace JsHrss.Storage.Audit;

/// <summary>SQLite leaves deleted bytes in the file until the page is used again, unless it is told to overwrite them with zeros.</summary>
internal static class ForgetfulPages
{
    /// <summary>For everything this connection deletes from now on.</summary>
    public static void Use(LaneWrite write)
    {
        if (write.Dialect == Dialect.Sqlite)
            write.Prepare("pragma secure_delete=on").Number();
    }
}
