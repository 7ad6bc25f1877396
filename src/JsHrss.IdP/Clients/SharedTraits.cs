using System.Text;

namespace JsHrss.IdP.Clients;

/// <summary>What no two clients may have in common: identifier, name as people see it, secret.</summary>
internal static class SharedTraits
{
    public static IEnumerable<string> Faults(IReadOnlyCollection<ClientMetadata> clients, ClientPolicy policy)
    {
        // Identifiers that differ in case alone are one for people who read logs.
        foreach (var same in clients.Where(client => client.ClientId is not null).GroupBy(client => client.ClientId!, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            yield return $"client {Quoted.Text(same.Key)}: client_id: is declared {same.Count()} times.";
        foreach (var same in clients.Where(client => client.ClientName is not null).GroupBy(client => AsSeen(client.ClientName!), StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"clients {Names(same)}: client_name: people could not tell them apart (case AZ-17).";
        if (policy.IsDevelopment)
            yield break;
        foreach (var same in clients.SelectMany(client => client.Secrets.Select(secret => (client, secret))).GroupBy(pair => pair.secret, pair => pair.client, StringComparer.Ordinal).Where(same => same.Distinct().Count() > 1))
            yield return $"clients {Names(same)}: client_secret: one secret serves several clients; each could pass for the other.";
    }

    /// <summary>A name without what the eye passes over: case, blanks, and the letters that share a shape.</summary>
    private static string AsSeen(string name)
    {
        var seen = new StringBuilder(name.Length);
        foreach (var sign in name.Where(sign => sign != ' '))
        {
            seen.Append(char.ToUpperInvariant(sign) switch
            {
                'O' or '〇' => '0',
                'I' or 'L' or '|' => '1',
                '（' => '(',
                '）' => ')',
                '，' => ',',
                '：' => ':',
                '－' or '—' => '-',
                '／' => '/',
                '＋' => '+',
                '＆' => '&',
                '！' => '!',
                '？' => '?',
                var other => other,
            });
        }

        return seen.ToString();
    }

    private static string Names(IEnumerable<ClientMetadata> clients) => string.Join(" and ", clients.Select(client => Quoted.Text(client.ClientId ?? "?")));
}
