namespace LocalHall;

/// <summary>What a newcomer needs to know once everything runs.</summary>
internal static class Welcome
{
    public static void Print(IReadOnlyList<App> apps)
    {
        Console.WriteLine();
        foreach (var app in apps)
            Console.WriteLine($"  {app.Address}   {app.Title}");
        if (apps.Any(app => app.Name == "hall"))
        {
            Console.WriteLine("""

                  Open http://localhost:5300 and sign in. All people and units are made up.

                  个人登录  person    13000000006   Demo-2026!                                  孙示名
                  单位登录  unit      13000000002   Unit-2026!   unit code 91320100MA0000007X   李示管, administrator
                  单位登录  unit      13000000002   Other-2026!  unit code 91320100MA0000015Q   李示管, administrator
                  单位登录  unit      13000000003   Unit-2026!   unit code 91320100MA0000007X   王示办, agent for two items

                  More accounts: http://localhost:5300/about
                """);
        }
        Console.WriteLine();
        Console.WriteLine("  Ctrl-C stops everything; the data stays in .data (start with -- --fresh to begin anew).");
        Console.WriteLine();
    }
}
