using System.Text.RegularExpressions;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>How a client is called, by machines and by people (RFC 7591 §2).</summary>
internal static partial class NameRules
{
    private const int LongestClientName = 60;
    private const int LongestOther = 100;
    private const int MostContacts = 5;

    public static IEnumerable<MemberFault> Faults(ClientMetadata client)
    {
        if (client.ClientId is null || !ClientIdForm().IsMatch(client.ClientId))
            yield return new("client_id", "is required: 1 to 64 of A-Z a-z 0-9 . _ -");
        else if (SubjectForm().IsMatch(client.ClientId))
            yield return new("client_id", "looks like the name of a person, unit, grant or session of ours; a client must not pass for one (RFC 9700 section 4.15)");

        if (client.ClientName is null)
            yield return new("client_name", "is required, as people read it");
        else if (ShownText.FaultOf(client.ClientName, LongestClientName) is { } wrongName)
            yield return new("client_name", wrongName);

        if (client.OperatorName is { } operatorName && ShownText.FaultOf(operatorName, LongestOther) is { } wrongOperator)
            yield return new("operator_name", wrongOperator);
        else if (client is { OperatorName: null, ServesPeople: true, FirstParty: not true })
            yield return new("operator_name", "is required of a third-party client: people are told who receives their data");

        if (client.Contacts is { Length: > MostContacts })
            yield return new("contacts", $"may hold at most {MostContacts}");
        foreach (var contact in client.Contacts ?? [])
        {
            if (ShownText.FaultOf(contact, LongestOther) is { } wrongContact)
                yield return new("contacts", wrongContact);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._\-]{1,64}\z", RegexOptions.None, 1000)]
    private static partial Regex ClientIdForm();

    [GeneratedRegex(@"\A[pumdigso]_[0-9a-z]{26}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SubjectForm();
}
