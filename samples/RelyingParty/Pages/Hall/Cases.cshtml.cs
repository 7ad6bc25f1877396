namespace RelyingParty.Pages.Hall;

/// <summary>办件: what was filed with this ticket.</summary>
internal sealed class CasesModel : HallPage;
