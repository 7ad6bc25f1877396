namespace JsHrss.Accounts.Governance;

/// <summary>开通须知 (R130). The text stands in the pages' resources; when it changes in substance its version goes up, and each unit is asked once more.</summary>
public static class GovernanceTerms
{
    /// <summary>Version of the text in force.</summary>
    public const int Version = 1;
}
